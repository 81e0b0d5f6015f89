// expect: 89
int main(void) {
    int m[3][4] = { 0 }; int (*row)[4] = m; int *flat = &m[0][0]; int r = 0; for (int i = 0; i < 12; i++) flat[i] = i;
    r += row[1][2] + (*(row + 2))[1] + *(*(m + 1) + 3) + 2[m][1] + *m[2] + sizeof m[0] + sizeof *row + (row + 1 == &m[1]) + (&m[1][0] - &m[0][1]) + (row - m);
    int (*all)[3][4] = &m; r += (*all)[2][3] + (int)((char *)(all + 1) - (char *)all); int *e = *(&m[2] + 1); r += e - flat; r += e > flat; r += !(flat > e); r += flat <= &m[0][0];
    char buf[8]; *(int *)buf = 0x01020304; *(short *)(buf + 4) = 0x506; r += buf[0] + buf[3] + buf[4]; unsigned char *u = (void *)buf; r += *u++ + *++u; r += (*u)++ + ++*u; int **pp = (int *[]){ flat, flat + 3 }; r += *pp[1] + **pp + *(*(pp + 1) + 1); 
    void *v = flat; r += ((int *)v)[5] + *((int *)v + 6); long ad = (long)v; r += *(int *)(ad + 8); r += (v == flat) + (v != 0) + !v + (v && 1) + (0 || v); int i = 2; r += i[flat] + (&flat[3])[-1] + *&*&i; r += &i == &*&i; r += &flat[1] - flat; const char *s = "abc"; while (*s) r += *s++ - 'a'; r += s[-1]; do r--; while (*--s != 'a'); 
    struct { int a; struct { int b[2]; } c[2]; } st = { 1, { { { 2, 3 } }, { { 4, 5 } } } }, *sp = &st; r += sp->c[1].b[0] + (*sp).c->b[1] + (&sp->c[0])[1].b[1] + *sp->c[1].b + sizeof sp->c; int *ip = &sp->c[1].b[1]; r += *ip + (ip - (int *)sp); r += ip[-4];
    return r & 255;
}