event seen(int n);
op{close} pre { raise seen(1) }
