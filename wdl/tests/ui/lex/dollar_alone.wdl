op{open} pre { $ = 3; }
