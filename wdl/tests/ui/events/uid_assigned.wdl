op{open} pre { _uid = 0; }
