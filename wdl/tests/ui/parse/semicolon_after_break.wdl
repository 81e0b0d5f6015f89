int f(void) { while (1) { break } return 0; }
