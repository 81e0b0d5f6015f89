int f(char *p) { switch (p) { default: return 1; } }
