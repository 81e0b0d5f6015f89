// expect: 0
#if defined __GNUC__ && __GNUC__ < 13
#define alignas _Alignas
#define alignof _Alignof
#define bool _Bool
#define false ((_Bool)0)
#define nullptr ((void *)0)
#define static_assert _Static_assert
#define thread_local _Thread_local
#define true ((_Bool)1)
#endif
static_assert(alignof(long) == 8);
alignas(64) static char far;
static thread_local int of_this_thread = 3;
struct flags { bool a : 1; bool b; };
static bool both(struct flags f, bool c) { return f.a && f.b && c; }
static int *none(bool really) { return really ? nullptr : &of_this_thread; }
int main(void) {
    static_assert(sizeof(bool) == 1 && sizeof(true) == 1, "one byte");
    bool yes = 256, no = false;
    alignas(int) char four[4] = { 1 };
    struct flags f = { true, .b = yes };
    if (!both(f, true) || both(f, no) || yes + true != 2) return 1;
    if (none(true) != nullptr || *none(false) != 3) return 2;
    return ((unsigned long)&far % 64 | (unsigned long)four % alignof(int)) != 0;
}
