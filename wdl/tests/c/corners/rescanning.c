// expect: 213
#define EMPTY
#define LP (
#define f(x) x + 1
#define call(m, ...) m(__VA_ARGS__)
#define g(a, b) a * b
#define ARGS 3, 4
#define xg(args) g(args)
#define yg(...) g(__VA_ARGS__)
#define CATX(a, b) a ## b
#define cat(a, b) CATX(a, b)
#define str(x) #x
#define xs(x) str(x)
#define defer(m) m EMPTY
#define obj() 7
#define F() G
#define G() 5
#define t(x, y, z) x ## y ## z
#define showlist(...) #__VA_ARGS__
#define report(test, ...) ((test) ? sizeof #test : sizeof(#__VA_ARGS__))
#define H3 # # #
#define DIR #define NOTADIR
int main(void) {
    int r = f(2);
#undef LP
    r += call(g, ARGS); r += yg(ARGS); r += xs(EMPTY x EMPTY)[0]; r += sizeof(xs(defer(obj)())) + G() + cat(1, cat(2, 3));
    int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12) }; for (int i = 0; i < 7; i++) r = r * 3 + j[i];
    r += sizeof(showlist(The first, second, and third items.)) + report(j[0] > 1, "a", b) + sizeof(showlist()) + sizeof(xs(H3)) + sizeof(xs(DIR));
    r += f
      (
#if 1
      3
#else
      4
#endif
      ); r += sizeof(str(L"a\"b\\" '\"' "\n" u8'x')); r += sizeof(str(a   b	c  /* x */ d)); r += sizeof xs(__LINE__); r += xs(cat(a, __LINE__))[1];
    return r & 255;
}