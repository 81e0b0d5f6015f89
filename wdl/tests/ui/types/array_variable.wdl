int f(int n) { int a[n]; return a[0]; }
