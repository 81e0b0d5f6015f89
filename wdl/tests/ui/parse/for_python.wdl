int f(void) { for i in 3 { } return 0; }
