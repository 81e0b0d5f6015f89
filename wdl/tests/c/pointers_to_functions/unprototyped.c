// expect: 54
// Through a pointer without a prototype there may be more arguments than the function takes.
struct pair { long a, b; };
static long none() { return 1; }
static long one(int a) { return 10 + a; }
static long two(int a, long b) { return 100 + a + b; }
static long other(int a, long b) { return 1000 + a - b; }
static struct pair both(int a) { return (struct pair){a, -a}; }
static int seen;
static void nothing(const char *s) { seen += s[1]; }

int main(void) {
    long (*list[4])() = {none, one, two, other};
    struct pair (*make)() = both;
    void (*act)() = nothing;
    long r = 0;
    for (int i = 0; i < 4; i++)
        r = r * 3 + list[i](i, 20L);
    for (int i = 0; i < 2; i++)
        r = r * 3 + list[i](5);
    r = r * 3 + list[0]();
    r = r * 3 + make(4, 5, 6).b;
    act("abc", 1, 2L);
    return (r + seen) & 127;
}
