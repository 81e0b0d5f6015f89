op{close} pre { } }
op{read} pre { }
