int f(int i) { char big[10000]; big[i] = 1; return big[i + 1]; }
op{close} pre { f($fd); }
