// expect: 0
int main(void) {
    int i = -1; unsigned u = 1; long l = -1; char c = -1; _Bool b = 1;
    if ((1 ? i : u) < 0 || (1 ? c : l) != -1 || sizeof(1 ? c : b) != 4 || sizeof(0 ? i : l) != 8) return 1;
    if ((0 ? l : u) != 1 || (1 ? (long)i : u) != -1 || (1 ? i : (unsigned long)u) != -1ul) return 2;
    int v[2] = { 3, 4 }; void *p = v; const int *q = v + 1;
    if (*(1 ? v : q) != 3 || (0 ? p : v) != v || (1 ? 0 : v) != 0 || *(1 ? q : 0) != 4) return 3;
    struct s { int a, b; } x = { 1, 2 }, y = { 3, 4 };
    if ((i ? x : y).b != 2 || (u - 1 ? x : y).a != 3) return 4;
    (i ? (void)(i = 5) : (void)(i = 6));
    *(u ? &i : v) = 8;
    return i == 8 && (b ? "yes" : "no")[2] == 's' ? 0 : 5;
}
