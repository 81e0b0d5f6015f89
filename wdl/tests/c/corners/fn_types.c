// expect: 114
typedef int op(int, int); int add(int a, int b) { return a + b; } int sub(int a, int b) { return a - b; }
op *pick(int n) { return n ? add : sub; }
int (*pick2(int n))(int, int) { return n ? *add : &sub; }
int (*(*pp)(int))(int, int) = pick2;
int (*tab[])(int, int) = { add, sub, &add, *sub, **add };
struct v { op *o; int (*arr[2])(int, int); } v = { add, { sub, add } };
void *gen(void) { return (void *)add; }
int call(op f, int x) { return (*f)(x, 1) + (***f)(x, 2) + f(x, 3); }
int main(void) {
    int r = ((int (*)(int, int))gen())(2, 3); r += pick(0)(9, 4) + pick2(1)(3, 3) + (*pp)(0)(7, 1) + pp(1)(1, 1);
    for (int i = 0; i < 5; i++) r += tab[i](i, 2) * (i + 1);
    r += v.o(1, 2) + v.arr[1](3, 4) + (*v.arr[0])(9, 1) + call(add, 2) + (r ? add : sub)(1, 1) + (add == &add) + (add != sub) + !add;
    op *volatile q = 0; r += q == 0; q = sub; r += q(5, 1); unsigned long u = (unsigned long)q; r += ((op *)u)(8, 3);
    return r;
}