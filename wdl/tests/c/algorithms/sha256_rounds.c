// expect: 0
static const unsigned k[8] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5 };
#define R(x, n) ((x) >> (n) | (x) << (32 - (n)))
int main(void) {
    unsigned s[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    for (int i = 0; i < 64; i++) {
        unsigned a = s[0], e = s[4];
        unsigned t = s[7] + (R(e, 6) ^ R(e, 11) ^ R(e, 25)) + ((e & s[5]) ^ (~e & s[6])) + k[i & 7] + i;
        unsigned u = (R(a, 2) ^ R(a, 13) ^ R(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        for (int j = 7; j > 0; j--) s[j] = s[j - 1];
        s[4] += t; s[0] = t + u;
    }
    unsigned x = 0;
    for (int i = 0; i < 8; i++) x = x * 31 + s[i];
    return x == 0xac32882c ? 0 : 1;
}
