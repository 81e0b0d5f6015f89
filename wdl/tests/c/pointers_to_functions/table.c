// expect: 42
/* An array of pointers, called by index; a null entry is not called. */
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }
static int (*const ops[5])(int, int) = { add, [2] = &mul, sub, };

int main(void) {
    if (ops[0](2, 3) != 5) return 1;
    if (ops[1] != 0 || ops[4]) return 2;
    if ((*ops[2])(4, 5) != 20) return 3;
    if ((**ops[3])(4, 5) != -1) return 4;
    int sum = 0;
    for (int i = 0; i < 5; i++)
        if (ops[i]) sum += ops[i](7, 3) * (i + 1); /* 10*1 + 21*3 + 4*4 */
    return sum - 47;
}
