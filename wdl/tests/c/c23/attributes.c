// expect: 0
[[nodiscard]] static int three(void) { return 3; }
[[deprecated("since long")]] static int old;
struct [[deprecated]] s { int a [[maybe_unused]]; [[maybe_unused]] char b; };
struct [[gnu::packed]] tight { char c; int i; };
enum [[maybe_unused]] e { A [[deprecated]] = 3, B };
[[noreturn]] static void never(void) { for (;;); }
static int add(int x [[maybe_unused]], [[maybe_unused]] int y) { return x; }
[[gnu::aligned(32)]] static char wide;
int main(void) {
    [[maybe_unused]] int a = 1;
    int list[[maybe_unused]][2] = { 1, 2 };
    switch (a) {
    case 1:
        a = 2;
        [[fallthrough]];
    case 2: a++;
    }
    for ([[maybe_unused]] int i = 0; i < 2; i++) [[likely]] a++;
    if (a == 99) never();
    if (three() + A + B + old != 10) return 1;
    if (a != 5 || add(4, 5) != 4 || list[1] != 2) return 2;
    if (sizeof(struct tight) != 5 || sizeof(struct s) != 8) return 3;
    return (unsigned long)&wide % 32 != 0;
}
