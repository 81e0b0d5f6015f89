// expect: 0
// GNU C: the comma in front of `## __VA_ARGS__` goes where no argument was given, not even an empty one.
#define TEXT(...) TEXT2(__VA_ARGS__)
#define TEXT2(...) #__VA_ARGS__
#define g(a, ...) [a , ## __VA_ARGS__]
#define h(...) [x , ## __VA_ARGS__]
#define n(a, b) [a , ## b]
#define k(a, b...) [a , ## b]
#define v(a, ...) [a , ## __VA_ARGS__ __VA_OPT__(+)]
#define NONE
static int same(const char *a, const char *b) {
    for (;; a++, b++) {
        while (*a == ' ') a++;
        if (*a != *b) return 0;
        if (!*a) return 1;
    }
}
#define IS(text, ...) if (!same(TEXT(__VA_ARGS__), text)) return __LINE__;
int main(void) {
    IS("[1]", g(1)) IS("[1,]", g(1,)) IS("[1,2]", g(1,2)) IS("[1,2,3]", g(1,2,3)) IS("[]", g()) IS("[,]", g(,)) IS("[1,]", g(1,NONE))
    IS("[x]", h()) IS("[x,1]", h(1)) IS("[x,]", h(NONE)) IS("[x,,]", h(,))
    IS("[1,]", n(1,))
    IS("[1]", k(1)) IS("[1,]", k(1,)) IS("[1,2]", k(1,2))
    IS("[1]", v(1)) IS("[1,2+]", v(1,2))
    return 0;
}
