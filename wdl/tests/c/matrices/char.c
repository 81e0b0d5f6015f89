// expect: 0
/* Matrices of signed char. */
static signed char m[2][3] = { { -4, -1, 2 }, { 1, 4, 7 } };

static void times(signed char (*x)[3], signed char y[][3], signed char out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    signed char out[2][2];
    times(m, m, out);
    if (out[0][0] != 21 || out[0][1] != 6 || out[1][0] != out[0][1] || out[1][1] != 66) return 1;
    signed char *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 3) return 2;
    return sizeof m == 6 && *(*(m + 1) + 2) == 7 ? 0 : 3;
}
