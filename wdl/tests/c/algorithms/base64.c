// expect: 0
static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static int encode(const unsigned char *in, int n, char *out) {
    char *o = out;
    for (int i = 0; i < n; i += 3) {
        unsigned w = in[i] << 16 | (i + 1 < n ? in[i + 1] << 8 : 0) | (i + 2 < n ? in[i + 2] : 0);
        for (int k = 0; k < 4; k++) *o++ = i + k <= n ? set[w >> (18 - 6 * k) & 63] : '=';
    }
    *o = 0;
    return o - out;
}
int main(void) {
    char b[32]; const char *want = "SGVsbG8sIP8A/g==";
    int n = encode((const unsigned char *)"Hello, \xff\0\xfe", 10, b);
    if (n != 16) return 1;
    for (int i = 0; i <= n; i++) if (b[i] != want[i]) return 2 + i;
    return encode((const unsigned char *)"", 0, b) == 0 && !*b ? 0 : 30;
}
