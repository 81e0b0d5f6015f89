// expect: 0
/* Matrices of long. */
static long m[2][3] = { { (-72l), (-18l), 36l }, { 18l, 72l, 126l } };

static void times(long (*x)[3], long y[][3], long out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    long out[2][2];
    times(m, m, out);
    if (out[0][0] != 6804l || out[0][1] != 1944l || out[1][0] != out[0][1] || out[1][1] != 21384l) return 1;
    long *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 24) return 2;
    return sizeof m == 48 && *(*(m + 1) + 2) == 126l ? 0 : 3;
}
