int f(int a) { do { a--; } return a; }
