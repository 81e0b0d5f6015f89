event seen(const char *text);
op{close} pre { raise seen(3); }
