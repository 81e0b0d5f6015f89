op{close} pre { let x = 3; }
