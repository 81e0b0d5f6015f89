op{open} pre;
op{close} pre { }
