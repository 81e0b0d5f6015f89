// expect: 0
struct p { int x, y; };
struct q { struct p p[2]; int z; char t[3]; };
struct q a = { 1, 2, 3, 4, 5, "ab" }, b = { { { 1 }, 2 }, 3 }, c[2] = { 1, 2, 3, 4, 5, 'x', 'y', 'z', 6 };
int m[2][3] = { 1, 2, 3, 4 }, n[2][2] = { { 1 }, 2, 3 };
int main(void) {
    if (a.p[1].y != 4 || a.z != 5 || a.t[1] != 'b') return 1;
    if (b.p[0].y || b.p[1].x != 2 || b.z != 3) return 2;
    if (c[0].t[2] != 'z' || c[1].p[0].x != 6 || c[1].z) return 3;
    return m[1][0] == 4 && !m[1][1] && n[1][1] == 3 && !n[0][1] ? 0 : 4;
}
