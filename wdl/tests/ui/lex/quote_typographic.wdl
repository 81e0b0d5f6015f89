op{close} pre { violation(“x”); }
