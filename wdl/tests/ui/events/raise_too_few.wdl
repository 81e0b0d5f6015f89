event seen(int n, int m);
op{close} pre { raise seen(1); }
