// expect: 0
// In a statement expression of a loop's condition or step, break and continue are of the loop around.
static int f(int x, int y) {
    int z, r = 0;
    switch (x) {
    case 0: while (({ if (y) break; 0; })) ; r = 1; break;
    case 1: do ; while (({ if (y) break; 0; })); r = 2; break;
    case 2: for (z = ({ if (y) break; 0; }); z < 5; z++) ; r = 3; break;
    case 3: for (z = 0; z < ({ if (y) break; 5; }); z++) ; r = 4; break;
    case 4: for (z = 0; z < 5; z += ({ if (y) break; 1; })) ; r = 5; break;
    case 5: switch (({ if (y) break; 1; })) { default: break; } r = 6;
    }
    return r;
}
static int g(int x) {
    int n = 0, z;
    while (n < 5) {
        n++;
        if (x == 0) { while (({ if (n < 4) continue; 0; })) ; return n; }
        if (x == 1) { do ; while (({ if (n < 4) continue; 0; })); return n; }
        if (x == 2) { for (z = 0; z < 5; z += ({ if (n < 4) continue; 1; })) ; return n; }
    }
    return 9;
}
int main(void) {
    for (int x = 0; x < 6; x++)
        if (f(x, 1) != 0 || f(x, 0) != x + 1) return 1 + x;
    return g(0) != 4 || g(1) != 4 || g(2) != 4;
}
