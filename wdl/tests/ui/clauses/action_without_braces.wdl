op{open} pre violation("x");
