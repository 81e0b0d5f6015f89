op{open} pre { }
/* this never ends
op{close} pre { }
