// expect: 77
/* Of GNU C: the comma in front of ## goes with variable arguments that are left out, not with empty ones. */
/* Blanks are part of its strings, as lines are of what says __LINE__: formatting changes it. */
#define S(...) S_(__VA_ARGS__)
#define S_(...) #__VA_ARGS__
#define g(a, ...) a , ## __VA_ARGS__
#define h(...) z , ## __VA_ARGS__
#define j(a, b) a , ## b
#define k(a, b...) a , ## b
#define l(a, ...) a , ## __VA_ARGS__ __VA_OPT__(y)
#define m(a, ...) __VA_OPT__(a ,) x , ## __VA_ARGS__ ;
#define EMPTY
#if 1 ? 2 : 3 , 0
#error the comma binds looser than ?:
#endif
#if (0 , 1 ? 0 : 1) || (0 ? 1 : 0 ? 1 : 0)
#error
#endif
static const char *all[] = {
    S(g(2)), S(g(2,)), S(g(2, )), S(h()), S(h( )), S(j(1,)), S(k(1)), S(k(1,)), S(k(1,2)), S(k(1, 2)), S(k(1,  2 , 3)), S(l(1)), S(l(1,)),
    S(l(1,2)), S(m(1)), S(m(1,)), S(m(1,2,3)), S(g(,)), S(g()), S(g(2,EMPTY)), S(h(EMPTY)), S(m(2,EMPTY))
};

int main(void)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
        for (const char *p = all[i]; *p; p++)
            sum = sum * 31 + (unsigned char)*p;
    return sum % 251;
}
