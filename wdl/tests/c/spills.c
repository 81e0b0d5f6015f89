// expect: 220
int f(int a, int b, int c, int d) { int e = a * b, g = c * d, h = a + d, i = b - c, j = e ^ g, k = h | i, l = e & h, m = g - i, n = j * 3, o = k + l, p = m - n, q = o * p; int r = e + g + h + i + j + k + l + m + n + o + p + q; for (int z = 0; z < 5; z++) { r += a * z + b - c + d; e += g; g += h; h += i; i += j; j += k; k += l; l += m; m += n; n += o; o += p; p += q; q += e; r ^= e + g * h - i + j - k + l - m + n - o + p - q; } return r; }
int main(void) { return (f(3, 5, 7, 11) ^ f(-1, 2, -3, 4) >> 3) & 255; }
