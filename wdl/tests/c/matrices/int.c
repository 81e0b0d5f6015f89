// expect: 0
/* Matrices of int. */
static int m[2][3] = { { (-72), (-18), 36 }, { 18, 72, 126 } };

static void times(int (*x)[3], int y[][3], int out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    int out[2][2];
    times(m, m, out);
    if (out[0][0] != 6804 || out[0][1] != 1944 || out[1][0] != out[0][1] || out[1][1] != 21384) return 1;
    int *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 12) return 2;
    return sizeof m == 24 && *(*(m + 1) + 2) == 126 ? 0 : 3;
}
