int f(void) { int a[]; return a[0]; }
