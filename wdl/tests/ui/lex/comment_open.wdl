int a; /* no end
op{close} pre { }
