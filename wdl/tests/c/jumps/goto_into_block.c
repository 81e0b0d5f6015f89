// expect: 0
int main(void) {
    int x = 3;
    goto in;
    if (x == 99) {
in:
        x += 4;
    } else
        return 1;
    {
        int y = 5;
        if (x == 7) { x = 8; goto in2; }
        y = 6;
in2:
        if (y != 5) return 2;
    }
    return x == 8 ? 0 : 3;
}
