op{close} pre { violation("a"; }
