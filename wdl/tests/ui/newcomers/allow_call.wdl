op{open} pre { allow(); }
