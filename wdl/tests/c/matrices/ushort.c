// expect: 0
/* Matrices of unsigned short. */
static unsigned short m[2][3] = { { 65464, 65518, 36 }, { 18, 72, 126 } };

static void times(unsigned short (*x)[3], unsigned short y[][3], unsigned short out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    unsigned short out[2][2];
    times(m, m, out);
    if (out[0][0] != 6804 || out[0][1] != 1944 || out[1][0] != out[0][1] || out[1][1] != 21384) return 1;
    unsigned short *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 6) return 2;
    return sizeof m == 12 && *(*(m + 1) + 2) == 126 ? 0 : 3;
}
