op{open} pre { if ($pth) violation("x"); }
