// expect: 12
/* const pointers, pointers to pointers, volatile, casts, comma and conditional as callee. */
static int one(void) { return 1; }
static int two(void) { return 2; }
static int (*const fixed)(void) = one;
static int (*volatile moving)(void) = two;
static int (**way)(void);
static int side;
int main(void) {
    int (*local)(void) = (side++, two);
    way = &local;
    if (side != 1) return 1;
    int sum = fixed() + moving() + (*way)() + (**way)();      /* 7 */
    *way = side ? &one : &two;
    sum += local() + (0, one)() + (side ? one : two)();       /* 10 */
    int (*(*table)[2])(void) = &(int (*[2])(void)){ one, two };
    sum += (*table)[1]();
    return sum;
}
