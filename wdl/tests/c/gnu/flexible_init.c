// expect: 0
struct text { int n; char s[]; };
struct text t = { 3, "wxyz" };
static struct { short n; int v[]; } u = { 1, { 2, 3, 4, 5 } };
int after = 77;
int main(void) {
    if (sizeof t != 4 || sizeof u != 4) return 1;
    if (t.s[0] != 'w' || t.s[3] != 'z' || t.s[4]) return 2;
    int sum = 0;
    for (int i = 0; i < 4; i++) { sum += u.v[i]; u.v[i] = -1; }
    return sum != 14 || after != 77 ? 3 : 0;
}
