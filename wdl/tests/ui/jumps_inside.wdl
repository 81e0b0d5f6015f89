static int g(int a, int b) { return a + b; }
static int f(int x) {
    int y = 0;
    goto in;
    y = g(x, ({
        if (x)
            goto in;
        in: y++;
        goto out;
        y;
    }));
    switch (x) {
    case 1:
        y = ({ case 2: default:; y; });
    }
    x = sizeof(({ away: 1; }));
    if (y)
        goto away;
out:
    return y;
}
