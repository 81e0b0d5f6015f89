// expect: 0
/* Matrices of unsigned int. */
static unsigned int m[2][3] = { { 4294967224u, 4294967278u, 36u }, { 18u, 72u, 126u } };

static void times(unsigned int (*x)[3], unsigned int y[][3], unsigned int out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    unsigned int out[2][2];
    times(m, m, out);
    if (out[0][0] != 6804u || out[0][1] != 1944u || out[1][0] != out[0][1] || out[1][1] != 21384u) return 1;
    unsigned int *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 12) return 2;
    return sizeof m == 24 && *(*(m + 1) + 2) == 126u ? 0 : 3;
}
