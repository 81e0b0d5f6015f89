// expect: 61
struct p { int x, y; }; int main(void) { int a[5] = {1, 2}; struct p s = {3}; struct p t[2] = {{1, 2}, {.y = 7}}; char b[8] = "ab"; int m[2][3] = {1, 2, 3, 4}; struct p c = t[1]; int z[] = {[3] = 9, 1, [0] = 4}; return a[0] + a[1] * 2 + a[4] + s.x + s.y + t[0].y + t[1].x + c.y * 3 + b[1] - 'a' + b[7] + m[1][0] + m[1][2] + sizeof z + z[4] + z[0]; }
