int f(float a) { return 1; }
