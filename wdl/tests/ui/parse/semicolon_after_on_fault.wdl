on_fault deny
op{close} pre { }
