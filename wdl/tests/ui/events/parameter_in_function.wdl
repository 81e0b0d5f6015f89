static int f(void) { return $flags; }
op{open} pre { f(); }
