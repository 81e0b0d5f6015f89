// expect: 15
int neg = -1; unsigned one = 1; long l = -1; unsigned u = 1; unsigned long ul = 1;
int main(void) { int r = 0; if (neg > one) r |= 1; if (l < u) r |= 2; if (l > ul) r |= 4; if ((short)neg < (unsigned short)one) r |= 8; return r; }
