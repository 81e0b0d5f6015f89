// expect: 0
struct in { int x, y[3]; };
struct out { struct in a, b[2]; char *s; } o = {
    .b[1].y[2] = 5, .a = { .y = { 1, 2 } }, .b[0] = { 7 }, .s = "str", .a.x = 9,
};
int main(void) {
    if (o.b[1].y[2] != 5 || o.a.y[1] != 2 || o.a.x != 9) return 1;
    return o.b[0].x == 7 && o.b[0].y[0] == 0 && o.s[2] == 'r' && o.a.y[2] == 0 ? 0 : 2;
}
