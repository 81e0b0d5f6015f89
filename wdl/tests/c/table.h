/* Tables of operands and results, and how the programs of one folder for every type look through them. */

/* What the compiler computes. */
#define FOLDED(A, a, op, B, b, r) _Static_assert(((A)(a) op (B)(b)) == (r), #op)

/* What the program computes: table `n` of operands and results, and the size of a result. */
#define TABLE(n, A, B, R) static const struct { A a; B b; R r; } t##n[]
#define CHECK(n, op, size)                                               \
    do {                                                                 \
        for (unsigned i = 0; i < sizeof t##n / sizeof t##n[0]; i++)      \
            if ((t##n[i].a op t##n[i].b) != t##n[i].r)                   \
                return 30 * n + 1 + i;                                   \
        if (sizeof(t##n[0].a op t##n[0].b) != size)                      \
            return 30 * n + 25;                                          \
    } while (0)

/* Shifts of a type `A`, whose results have type `R`. */
#define SHIFTS(A, R) static const struct { A a; unsigned char n; R left, right; } t[]
#define CHECK_SHIFTS(A, size)                                            \
    for (unsigned i = 0; i < sizeof t / sizeof t[0]; i++) {              \
        A x = t[i].a;                                                    \
        if (t[i].a << t[i].n != t[i].left) return 1 + i;                 \
        if (t[i].a >> t[i].n != t[i].right) return 100 + i;              \
        x <<= t[i].n;                                                    \
        if (x != (A)t[i].left) return 50 + i;                            \
        if (sizeof(x << 1L) != size) return 200;                         \
    }

/* Assignments to `x` of type `T`, which `p` refers to: `change` is all of one but its right side. */
#define UPDATE(n, before, change, by, after)                             \
    x = before;                                                          \
    if ((change (T)(by)) != (T)(after) || x != (T)(after)) return n
#define STEPS(n, before, above)                                          \
    x = before;                                                          \
    if (x++ != (T)(before) || x != (T)(above) || --*p != (T)(before) ||  \
        x-- != (T)(before) || ++x != (T)(before))                        \
        return n
