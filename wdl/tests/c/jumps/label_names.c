// expect: 0
/* Labels have a name space of their own. */
typedef int type;
struct name { int name; };
int main(void) {
    int name = 1;
    struct name s = { 2 };
    goto name;
    name = 9;
name:
    if (name != 1 || s.name != 2) return 1;
    goto type;
    name = 9;
type:;
    type t = 3;
    return t + name == 4 ? 0 : 2;
}
