// expect: 71
// Addresses of labels, in tables and variables, and their differences.
static int run(const unsigned char *code) {
    static const void *const ops[] = {&&halt, &&push, &&add, &&twice};
    int stack[8], top = 0;

#define NEXT goto *ops[*code++]
    NEXT;
push:
    stack[top++] = *code++;
    NEXT;
add:
    top--;
    stack[top - 1] += stack[top];
    NEXT;
twice:
    stack[top - 1] *= 2;
    NEXT;
halt:
    return stack[0];
}

static int steps(int n) {
    static const int far[] = {&&one - &&one, &&two - &&one};
    int r = 0;
again:
    goto *(&&one + far[n & 1]);
one:
    r += 1;
two:
    r += 10;
    if (n-- > 0)
        goto again;
    return r;
}

int main(void) {
    static const unsigned char code[] = {1, 5, 1, 7, 2, 3, 1, 6, 2, 0};
    void *end = &&last;
    int r = run(code) + steps(3);

    if (&&last != &&first)
        goto *end;
first:
    r = 0;
last:
    return r - 1;
}
