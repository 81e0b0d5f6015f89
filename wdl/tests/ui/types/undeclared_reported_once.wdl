int f(void) { zork(1); zork(2); return zork(3) + zork(4); }
