// expect: 58
int main(void) {
    int x = 3, *p = &x; const int *cp = &x; void *v = p; char c = 2; const void *cv = v;
    int r = 0;
    r += *(1 ? p : 0); r += *(0 ? 0 : p); r += *(int *)(1 ? v : p); r += *(1 ? p : (void *)0); r += *(x ? cp : p);
    r += sizeof(*(1 ? p : (void *)0)); r += sizeof(*(1 ? p : v)) ; (x ? (void)0 : (void)(r = 0));
    r += (x > 2 ? c : 1u) ; r += (0 ? -1 : 0u) - 1 > 0; r += (x ? (unsigned char)255 : (signed char)-1); r += (p ?: cp) == p;
    struct s { int a, b; } a = { 1, 2 }, b = { 3, 4 }; r += (x == 3 ? a : b).b + (x ? &a : &b)->a; (x ? a : b); (x ? (a = b) : b).a;
    r += a.a; r += (c ? x : 0, 4); r += ((char)(1 ? c : 0)) ; r += 1 ? 2 : x ? 3 : 4; (x ? p : &x)[0] = 9; r += x; *(c ? &x : p) += 2; r += x;
    r += (x ? cv : p) == v;
    return r;
}