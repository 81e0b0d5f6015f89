int t[3];
int f(void) { return t[]; }
