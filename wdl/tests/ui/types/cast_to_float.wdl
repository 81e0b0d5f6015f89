int f(int a) { return (double)a > 1; }
