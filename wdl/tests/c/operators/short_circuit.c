// expect: 0
static int n;
static int t(int k) { n = n * 10 + k; return 1; }
static int f(int k) { n = n * 10 + k; return 0; }
int main(void) {
    if ((f(1) && t(2)) || n != 1) return 1;
    n = 0; if (!(t(1) || t(2)) || n != 1) return 2;
    n = 0; if (!(f(1) || t(2) && t(3)) || n != 123) return 3;
    n = 0; if ((t(1) && f(2) && t(3)) || n != 12) return 4;
    n = 0; int x = t(1) && t(2); if (x != 1 || n != 12) return 5;
    n = 0; x = (f(1) || f(2)) + (t(3) && 5); if (x != 1) return 6;
    n = 0; while (t(1) && n < 1000) ; if (n != 1111) return 7;
    int *p = 0;
    return p && *p ? 8 : (!p || *p) && !(p && *p) ? 0 : 9;
}
