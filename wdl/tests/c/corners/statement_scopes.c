// expect: 0
// Each of these statements, and each statement in it, is a block (C17 6.8.4, 6.8.5).
typedef int T;
int main(void) {
    int r = 0;
    if (sizeof(enum { T = 5 }) == 4) r += T;
    T a = 1;
    if (r == 0) r = 100; else if (sizeof(enum { T = 7 })) r += T;
    T b = 2;
    switch (sizeof(enum { T = 4 })) case T: r += T;
    T c = 3;
    while (sizeof(enum { T = 1 }) == T) ;
    T d = 4;
    do r += sizeof(enum { T = 2 }) + T; while (r < 0);
    T e = 5;
    for (int T = 6; r < T; r++) T = 0;
    T f = 6;
    if (1) label: r += sizeof(enum { T = 3 }) + T;
    T g = 7;
    for (;;) { if (sizeof(enum { T = 9 })) break; }
    T *h = &g;
    return (r != 5 + 7 + 4 + 6 + 7) | (a + b + c + d + e + f + *h != 28) << 1;
}
