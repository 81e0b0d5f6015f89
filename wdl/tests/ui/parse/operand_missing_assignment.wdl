int f(int a) { a = ; return a; }
