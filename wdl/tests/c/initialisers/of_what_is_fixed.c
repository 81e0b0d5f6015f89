// expect: 0
/* Arrays as long as const objects say, and what refers to such; conditionals without a middle in one another. */
static const int one = 1;
static int deep = ((((((one ?: 2) ?: 2) ?: 2) ?: 2) ?: 2) ?: 2);

int main(void)
{
    const int n = 3;
    int a[n];
    int (*p[2])[n] = { &a, &a };
    int (*r)[n] = &a;
    int b[4] = { [0 ... 3] = n + one };
    for (int i = 0; i < n; i++)
        a[i] = i;
    if (sizeof a != 12 || (*p[1])[2] != 2 || (*r)[1] != 1 || b[0] + b[3] != 8)
        return 1;
    return deep != 1;
}
