// expect: 177
/* C23 6.10.5.2: what stands in __VA_OPT__ as a string. */
/* Blanks are part of its strings, as lines are of what says __LINE__: formatting changes it. */
#define lparen (
#define a0 fooa0
#define a1 fooa1 a0
#define a2 fooa2 a1
#define a3 fooa3 a2
#define a() b lparen )
#define b() c lparen )
#define c() d lparen )
#define g h
#define i(j) j
#define f(...) #__VA_OPT__(g i(0))
#define k(x, ...) # __VA_OPT__(x) #x #__VA_OPT__(__VA_ARGS__)
#define l(x, ...) #__VA_OPT__(a1 x)
#define m(x, ...) "a()" #__VA_OPT__(a3 __VA_ARGS__ x ## __VA_ARGS__ ## x ## c a3) "a()"
#define o(x, ...) #__VA_OPT__(x##x x##x)
#define q(...) #__VA_OPT__(/* foo */x/* bar */)
static const char *all[] = {
    f(), f(123), k(1), k(1, 2, 3 ), l(a()), l(a1 a(), 1), m(), m(,), m(,a3), m(a3,a(),a0), o(), o(,a0), o(a,1), q(),
    q(1), "" q( 1 ) ""
};

int main(void)
{
    unsigned sum = 0;
    for (unsigned n = 0; n < sizeof all / sizeof *all; n++)
        for (const char *p = all[n]; *p; p++)
            sum = sum * 31 + (unsigned char)*p;
    return sum % 251;
}
