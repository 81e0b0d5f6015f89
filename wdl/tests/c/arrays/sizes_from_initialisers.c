// expect: 0
int a[] = { 1, [9] = 10, 11 }, b[][2] = { { 1 }, { 2 }, 3 }, c[] = { [2 ... 5] = 7 };
char s[] = "hello", t[] = { "x" }, u[5] = "hello", w[8] = { 'a', [4] = 'e' };
int main(void) {
    if (sizeof a != 44 || a[10] != 11 || a[5]) return 1;
    if (sizeof b != 24 || b[2][0] != 3 || b[1][1]) return 2;
    if (sizeof c != 24 || c[1] || c[2] != 7 || c[5] != 7) return 3;
    if (sizeof s != 6 || sizeof t != 2 || u[4] != 'o' || w[4] != 'e' || w[7]) return 4;
    static int local[] = { sizeof a, sizeof(int[3]) };
    return local[0] + local[1] == 56 && sizeof local == 8 ? 0 : 5;
}
