// expect: 21
_Bool b; int z = 256;
int main(void) { b = z; int r = b; b = 0; r = r * 2 + b; b--; r = r * 2 + b; b = 2 == 1; r = r * 2 + b; _Bool c = &z; return r * 2 + c; }
