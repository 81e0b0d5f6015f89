op{open} pre { if ($banana) violation("x"); }
