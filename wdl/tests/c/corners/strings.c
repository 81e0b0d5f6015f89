// expect: 216
#define S(x) #x
#include <stddef.h>
typedef unsigned short u16; typedef unsigned int u32;
int main(void) {
    const char *a = "a\x41\101\0b" "c" "\x4" "1"; unsigned h = 7;
    const u16 *b = u"\u20ac\U0001F600x"; const u32 *c = U"\U0001F600\xff\777"; const wchar_t *d = L"w\x7fffffff" "z";
    const char *e = u8"\u00e9\u20ac\U0001F600";
    #define H(x) h = h * 31 + (unsigned)(x);
    H(sizeof "a\0b") H(sizeof L"abc") H(sizeof u"\U0001F600") H(sizeof u8"\u00e9") H(sizeof "") H(sizeof S("a\n"))
    for (int i = 0; i < 8; i++) H(a[i]) for (int i = 0; i < 4; i++) H(b[i]) for (int i = 0; i < 3; i++) H(c[i]) for (int i = 0; i < 3; i++) H(d[i])
    for (int i = 0; i < 9; i++) H(e[i])
    H('\377') H('\xff') H(L'\xff') H(u'\xffff') H(U'\xffffffff') H('ab') H('abcd') H('\'' + '"' + '\"' + '\?' + '\a' + '\b' + '\f' + '\v' + '\e') H(sizeof 'a') H(sizeof u'a') H(sizeof L'a')
    H("abc"[1]) H(1["abc"]) H(*"x") H(sizeof("abc" "def")) char z[3] = "abc", y[] = ("par"), w[5] = {"hi"}; H(z[2]) H(sizeof y) H(w[3])
    H(S(a "b\n" '\'' c)[4]) H(sizeof S(  a   +   b  ))
    H((char)L'\u00e9') H(sizeof("\08"))  H("\08"[1]) H("\1234"[1]) H("\x1g"[1])
    return h % 251;
}