// expect: 0
static int v[300];
int main(void) {
    for (int i = 0; i < 300; i++) v[i] = i;
    unsigned char u = 255;
    signed char s = -5;
    unsigned long l = 3;
    int *mid = v + 100;
    if (v[u] != 255 || mid[s] != 95 || mid[l] != 103) return 1;
    if (mid[(signed char)u] != 99 || *(mid + s) != 95 || s[mid] != 95) return 2;
    unsigned i = 1;
    return mid[-(long)i] == 99 && v[u + 1] == 256 && v['a'] == 97 ? 0 : 3;
}
