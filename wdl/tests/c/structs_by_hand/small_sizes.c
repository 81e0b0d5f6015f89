// expect: 0
/* Structures of every size up to 17, as argument and result. */
#define S(n) struct s##n { unsigned char v[n]; }; \
    static struct s##n f##n(struct s##n s, int k) { s.v[n - 1] += k; s.v[0] ^= 1; return s; } \
    static int t##n(void) { struct s##n a = { { 0 } }, b; a.v[n - 1] = 10; b = f##n(f##n(a, n), 1); \
        return b.v[n - 1] == (n == 1 ? ((((10 + 1) ^ 1) + 1) ^ 1) : 11 + n) && a.v[n - 1] == 10 && sizeof b == n; }
S(1) S(2) S(3) S(4) S(5) S(6) S(7) S(8) S(9) S(10) S(11) S(12) S(13) S(14) S(15) S(16) S(17)
int main(void) {
    int (*t[])(void) = { t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17 };
    for (int i = 0; i < 17; i++) if (!t[i]()) return i + 1;
    return 0;
}
