op{open} pre { $$path = 3; }
