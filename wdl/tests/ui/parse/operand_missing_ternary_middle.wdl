int f(int a) { return a ? : 2 ; return a ? 1 : ; }
