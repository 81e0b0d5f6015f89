op{open} pre { if ($flag) violation(); }
op{close} pre { if ($path) violation(); }
