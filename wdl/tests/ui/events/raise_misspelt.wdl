event noticed(int n);
op{close} pre { raise notised(1); }
