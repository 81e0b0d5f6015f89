// expect: 0
/* Matrices of short. */
static short m[2][3] = { { -72, -18, 36 }, { 18, 72, 126 } };

static void times(short (*x)[3], short y[][3], short out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    short out[2][2];
    times(m, m, out);
    if (out[0][0] != 6804 || out[0][1] != 1944 || out[1][0] != out[0][1] || out[1][1] != 21384) return 1;
    short *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 6) return 2;
    return sizeof m == 12 && *(*(m + 1) + 2) == 126 ? 0 : 3;
}
