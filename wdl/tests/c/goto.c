// expect: 47
int main(void) { int i = 0, s = 0; again: s += i; if (++i < 10) goto again; if (s == 45) goto out; s = 0; { out: s += 2; } goto end; s = 1; end: return s; }
