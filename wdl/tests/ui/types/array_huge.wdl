static char a[0x7fffffffffffffff];
