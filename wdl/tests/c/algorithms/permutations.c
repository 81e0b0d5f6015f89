// expect: 0
static int count, last[5];
static void permute(int *v, int n) {
    if (n == 1) { count++; for (int i = 0; i < 5; i++) last[i] = v[i]; return; }
    for (int i = 0; i < n; i++) {
        permute(v, n - 1);
        int j = n % 2 ? 0 : i, t = v[j]; v[j] = v[n - 1]; v[n - 1] = t;
    }
}
int main(void) {
    int v[5] = { 1, 2, 3, 4, 5 };
    permute(v, 5);
    int seen = 0;
    for (int i = 0; i < 5; i++) seen |= 1 << last[i];
    return count == 120 && seen == 62 ? 0 : 1;
}
