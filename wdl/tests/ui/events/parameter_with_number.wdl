op{open} pre { if ($1) violation("x"); }
