// expect: 0
// Values behind a designated one go on from there, into whatever is next.
struct inner {
    int a, b[2];
    union {
        short u;
        char bytes[4];
    };
};
struct outer {
    char name[4];
    struct inner in[2];
    int end;
};

static int deep[2][3] = {[1][0] = 4, 3, 2};
static int over[3][2] = {[0][1] = 1, 2, 3, [1] = 5, 6, 7};
static int cube[2][2][2] = {[1] = 1, 2, 3, 4, [0] = {[1][0] = 8}};
static struct outer one = {.in[0].b[1] = 2, 3, 4, 5, 6, 7, 8, .name = "abc"};
static struct outer two = {.in = 1, 2, 3, 4, .in[1].b = 9, 10};
static int ranges[4][2] = {[0 ... 1][1] = 3, 4, [3] = {5}};

int main(void) {
    static const int cube_is[] = {0, 0, 8, 0, 1, 2, 3, 4};
    int i;
    int local[2][2] = {[0][1] = 1, 2, 3};
    char list[] = {[3] = 'x', 'y', [0] = 'a', 'b'};

    if (deep[1][0] != 4 || deep[1][1] != 3 || deep[1][2] != 2 || deep[0][0])
        return 1;
    if (over[0][1] != 1 || over[1][0] != 5 || over[1][1] != 6 || over[2][0] != 7 || over[2][1])
        return 2;
    for (i = 0; i < 8; i++)
        if ((&cube[0][0][0])[i] != cube_is[i])
            return 10 + i;
    if (one.in[0].b[1] != 2 || one.in[0].u != 3 || one.in[1].a != 4 || one.in[1].b[0] != 5 ||
        one.in[1].b[1] != 6 || one.in[1].u != 7 || one.end != 8 || one.name[2] != 'c')
        return 3;
    if (two.in[0].a != 1 || two.in[0].b[1] != 3 || two.in[0].u != 4)
        return 4;
    if (ranges[0][1] != 3 || ranges[1][1] != 3 || ranges[2][0] != 4 || ranges[3][0] != 5)
        return 5;
    if (local[0][0] || local[0][1] != 1 || local[1][0] != 2 || local[1][1] != 3)
        return 6;
    return sizeof list == 5 && list[4] == 'y' && list[1] == 'b' && !list[2] ? 0 : 7;
}
