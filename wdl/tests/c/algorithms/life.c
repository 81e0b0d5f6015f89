// expect: 0
static unsigned char now[8][8], then[8][8];
static int around(int y, int x) { int n = 0; for (int i = -1; i <= 1; i++) for (int j = -1; j <= 1; j++) n += (i || j) && now[y + i & 7][x + j & 7]; return n; }
int main(void) {
    static const char *glider[] = { ".#.", "..#", "###" };
    for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) now[i][j] = glider[i][j] == '#';
    for (int g = 0; g < 32; g++) {
        for (int i = 0; i < 8; i++) for (int j = 0; j < 8; j++) { int n = around(i, j); then[i][j] = n == 3 || (n == 2 && now[i][j]); }
        for (int i = 0; i < 64; i++) (*now)[i] = (*then)[i];
        if (g == 3 && !(now[1][2] && now[2][3] && now[3][1] && now[3][2] && now[3][3])) return 1;
    }
    for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) if (now[i][j] != (glider[i][j] == '#')) return 2;
    return 0;
}
