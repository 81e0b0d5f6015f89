wrapper mine
op{close} pre { }
