op{close} pre { raise; }
