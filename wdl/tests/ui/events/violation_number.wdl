op{close} pre { violation(3); }
