// expect: 177
struct s { int a; };
struct in2 { int z; };
static int par(struct inp { int a; } *x) { return x->a + (int)sizeof(struct inp); }
static int arr(int a[sizeof(enum { Z = 9 })]) { return Z + a[0]; }
static int old(x) struct oldtag { int a, b; } *x; { return x->a + (int)sizeof(struct oldtag); }
static int two(struct inp { char c; } *x) { return (int)sizeof *x; }
int main(void) {
    int r = 0, n = 1, one[1] = {3};
    struct s0 { int a; } v0 = {4};
    if (sizeof(struct s { char c[9]; }) == 9) r += sizeof(struct s);
    if (sizeof(struct s { char c[7]; }) == 7) r += sizeof(struct s) * 3;
    while (n < (int)sizeof(struct s { char c[3]; })) n += sizeof(struct s);
    do n += sizeof(struct s { char c[30]; }); while (n < (int)sizeof(struct s { char c[20]; }));
    switch (sizeof(enum { Q = 5 })) { case 4: r += Q; }
    { enum { Q = 70 }; r += Q; }
    return (r + sizeof(struct s) + n + par((void *)&v0) + arr(one) + old((void *)&(struct oldtag0 { int a, b; }){5, 6}) + two(0)) & 255;
}
