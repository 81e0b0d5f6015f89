// expect: 67
typedef struct { int a, b; } P;
#define max(a, b) ({ typeof(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define swap(a, b) do { __auto_type t_ = (a); (a) = (b); (b) = t_; } while (0)
int n; int side(void) { return ++n; }
int tc[] = { __builtin_types_compatible_p(int, const int), __builtin_types_compatible_p(int, unsigned), __builtin_types_compatible_p(int[], int[5]), __builtin_types_compatible_p(typeof(n), int), __builtin_types_compatible_p(char *, const char *), __builtin_types_compatible_p(P, P) };
int cx[__builtin_choose_expr(1, 3, 4)];
int main(void) {
    int r = max(3, max(side(), 2)); int a = 4, b = 5; swap(a, b); r = r * 10 + a; r += ({ int x = 1; x++; x; }); ({ ; }); ({ r += 2; });
    r += side() ?: 9; typeof(int[3]) arr = { 1, 2, 3 }; typeof(arr) *pa = &arr; r += (*pa)[1] + sizeof *pa; typeof(r++) q = 3; r += q;
    r += __builtin_expect(a, 1) + __builtin_popcount(255) + __builtin_ctz(8) + __builtin_clz(1) + __builtin_ffs(16) + __builtin_parity(7) + __builtin_bswap16(0x0102) + (int)__builtin_bswap32(1) + __builtin_abs(-3) + __builtin_constant_p(3);
    r += __builtin_offsetof(P, b); int o; r += __builtin_add_overflow(2147483647, 1, &o) + (o < 0) + __builtin_mul_overflow_p(1 << 20, 1 << 20, 0);
    for (int i = 0; i < 6; i++) r += tc[i] << i; r += sizeof cx; struct {} e; r += sizeof e; P p = (P){ .b = 3 }; r += p.b; int z[0]; r += sizeof z; r += 1 ?: 2; void *vp = &r; r += (char *)(vp + 3) - (char *)vp + sizeof(void) + sizeof(main);
    case_: ; P l = { b: 4, a: 1 }; r += l.b; int ar2[3] = { [1] 7 }; r += ar2[1]; r += __extension__ 3; r += __func__[0] + sizeof(__FUNCTION__) + sizeof __PRETTY_FUNCTION__;
    unsigned long long u = __builtin_object_size(arr, 0) > 0; r += u; if (__builtin_types_compatible_p(long, long long)) r++; (void)&&case_;
    return r & 255;
}