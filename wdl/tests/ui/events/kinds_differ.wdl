op{open, close} pre { if ($fd == 3 && $path) violation("x"); }
