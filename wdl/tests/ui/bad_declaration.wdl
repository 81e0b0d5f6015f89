void x;
int a[-1];
int f(void)[3];
