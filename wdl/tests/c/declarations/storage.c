// expect: 0
static int calls(void) { static int n = 5; return n++; }
static int other(void) { static int n; return n -= 2; }
extern int later;
static int tentative, tentative;
static int use(void) { return later; }
int later = 9;
int *counter(void) { static int v[2]; v[0]++; return v; }
int main(void) {
    if (calls() != 5 || calls() != 6 || other() != -2 || other() != -4 || calls() != 7) return 1;
    if (use() != 9 || tentative) return 2;
    { extern int later; later++; }
    register int r = 3; auto int a = 4;
    counter(); counter()[1] = 7;
    return later == 10 && r + a == 7 && counter()[0] == 3 && counter()[1] == 7 ? 0 : 3;
}
