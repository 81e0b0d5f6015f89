// expect: 0
enum { N = 3, M = N * 2 };
static int a = N + M, b = 1 ? 5 : 1 / (N - 3 + 1), c = sizeof(int[N]), d = 'a' << 1, e = -7 / 2, f = -7 % 3;
static unsigned u = -1, w = ~0u >> 4;
static long l = 1L << 40, x = (unsigned char)300, y = (int)0x180000000;
static _Bool t = 5, z = !5;
int main(void) {
    if (a != 9 || b != 5 || c != 12 || d != 194 || e != -3 || f != -1) return 1;
    if (u != 4294967295u || w != 0x0fffffff || l != 1099511627776) return 2;
    return x == 44 && y == -2147483647 - 1 && t == 1 && z == 0 ? 0 : 3;
}
