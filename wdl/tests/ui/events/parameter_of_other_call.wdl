op{close} pre { if ($path) violation("x"); }
