int f(void) { char big[10000]; big[0] = 1; return big[1]; }
op{close} pre { f(); }
