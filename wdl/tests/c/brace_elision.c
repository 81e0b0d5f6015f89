// expect: 96
struct a { int x, y; struct { int p, q; } in[2]; int z; }; struct a g = {1, 2, 3, 4, 5, 6, 7}; int m[2][2][2] = {1, 2, {3, 4, }, 5}; struct a arr[2] = {1, 2, 3, 4, 5, 6, 7, 8};
int main(void) { return g.in[1].q * 10 + g.z + m[1][0][0] + m[1][0][1] + arr[1].x * 3 + arr[1].y; }
