int f(int a) { goto ; }
