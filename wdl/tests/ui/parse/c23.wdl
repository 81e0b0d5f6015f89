constexpr int n = 4;
enum e : unsigned char[2] { A };
static _BitInt(7) seven;
static int g(void) {
    [[gnu::cleanup(g)]] int a = 0;
    int list [[gnu::aligned(8)]][2];
    return a + list[0];
}
static int h(int n, int (*a)[n]) { return a[0][0]; }
[[gnu::packed int b;
