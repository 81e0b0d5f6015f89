op{open} pre { if ($ret < 0) violation("x"); }
