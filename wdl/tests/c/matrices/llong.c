// expect: 0
/* Matrices of long long. */
static long long m[2][3] = { { (-72ll), (-18ll), 36ll }, { 18ll, 72ll, 126ll } };

static void times(long long (*x)[3], long long y[][3], long long out[2][2]) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++) out[i][j] += x[i][k] * y[j][k];
        }
}

int main(void) {
    long long out[2][2];
    times(m, m, out);
    if (out[0][0] != 6804ll || out[0][1] != 1944ll || out[1][0] != out[0][1] || out[1][1] != 21384ll) return 1;
    long long *flat = *m, (*row)[3] = m + 1;
    if (flat[4] != (*row)[1] || row[-1][2] != flat[2] || &m[1][0] != flat + 3 || sizeof *row != 24) return 2;
    return sizeof m == 48 && *(*(m + 1) + 2) == 126ll ? 0 : 3;
}
