// expect: 0
/* Frames larger than an offset of an instruction reaches. */
struct big { int v[3000]; };
static struct big make(int n) { struct big b; for (int i = 0; i < 3000; i++) b.v[i] = n + i; return b; }
static long sum(struct big b, struct big c) { long s = 0; for (int i = 0; i < 3000; i++) s += b.v[i] - c.v[i]; return s; }
int main(void) {
    char before = 1;
    int v[20000];
    char after = 2;
    long t = 0;
    for (int i = 0; i < 20000; i++) v[i] = i;
    for (int i = 0; i < 20000; i += 999) t += v[i];
    if (t != 999L * 210) return 1;
    if (sum(make(7), make(5)) != 6000) return 2;
    return before == 1 && after == 2 && v[19999] == 19999 ? 0 : 3;
}
