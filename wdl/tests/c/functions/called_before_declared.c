// expect: 24
/* C of 1989: functions are called above their definitions, and need no result type. */
struct pair { int a, b; };

static check(n)
{
    if (n < 0)
        return;
    return 1;
}

int main(void)
{
    struct pair p = {4, 5};

    check(-1);
    return sum(p, 6) + product(p) / 4 + later() + check(3);
}

int sum(struct pair p, int n) { return p.a + n; }
product(struct pair p) { return p.a * p.b; }
later() { return 8; }
