int a = 09;
int b = 0b12;
int c = 0x;
int d = 99999999999999999999;
int e = 10q;
