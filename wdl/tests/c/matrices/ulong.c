// expect: 0
/* Matrices of unsigned long. */
static unsigned long m[2][3] = { { 18446744073709551544ul, 18446744073709551598ul, 36ul }, { 18ul, 72ul, 126ul } };

static void times(unsigned long (*x)[3], unsigned long y[][3], unsigned long out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    unsigned long out[2][2];
    times(m, m, out);
    if (out[0][0] != 6804ul || out[0][1] != 1944ul || out[1][0] != out[0][1] || out[1][1] != 21384ul) return 1;
    unsigned long *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 24) return 2;
    return sizeof m == 48 && *(*(m + 1) + 2) == 126ul ? 0 : 3;
}
