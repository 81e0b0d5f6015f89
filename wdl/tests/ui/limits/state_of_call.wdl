percall char a[5000];
op{close} pre { a[0] = 1; }
