int f(int a) { do { a--; } while (a) return a; }
