op{open} pre { if (flags & O_TRUNC) violation("x"); }
