op{open} pre { if ($FLAGS) violation("x"); }
