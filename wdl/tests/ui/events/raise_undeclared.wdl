op{close} pre { raise seen(1); }
