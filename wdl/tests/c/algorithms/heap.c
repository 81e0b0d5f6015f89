// expect: 0
static int h[32], n;
static void push(int v) { int i = n++; while (i && h[(i - 1) / 2] > v) { h[i] = h[(i - 1) / 2]; i = (i - 1) / 2; } h[i] = v; }
static int pop(void) {
    int top = h[0], v = h[--n], i = 0, c;
    while ((c = 2 * i + 1) < n) { if (c + 1 < n && h[c + 1] < h[c]) c++; if (h[c] >= v) break; h[i] = h[c]; i = c; }
    h[i] = v;
    return top;
}
int main(void) {
    unsigned x = 12345; int last = -2147483647 - 1;
    for (int i = 0; i < 30; i++) { x = x * 1103515245 + 12345; push((int)x >> 8); }
    for (int i = 0; i < 30; i++) { int v = pop(); if (v < last) return 1 + i; last = v; }
    return n ? 40 : 0;
}
