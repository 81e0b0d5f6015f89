const int n = 3;
int file[n];
void f(int k) {
    const int m = k;
    int fine[n], unknown[m];
    static int kept[n];
    int set[n] = { 1 };
}
