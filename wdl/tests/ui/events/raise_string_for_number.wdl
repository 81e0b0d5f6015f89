event seen(int n);
op{close} pre { raise seen("x"); }
