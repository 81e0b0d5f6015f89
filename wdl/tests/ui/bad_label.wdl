int f(int a) { goto out; x: a = 1; x: return a; }
