// expect: 0
struct s { char a[4], b[4]; const char *p; } list[] = { { "abc", "defg", "ptr" }, { { 'x' }, "", 0 }, { "\0y" } };
int main(void) {
    struct s l = { "q", { "rst" }, "local" };
    if (list[0].a[3] || list[0].b[3] != 'g' || list[0].p[2] != 'r') return 1;
    if (list[1].a[0] != 'x' || list[1].a[1] || list[1].b[0] || list[1].p) return 2;
    return list[2].a[1] == 'y' && l.a[1] == 0 && l.b[2] == 't' && l.p[4] == 'l' ? 0 : 3;
}
