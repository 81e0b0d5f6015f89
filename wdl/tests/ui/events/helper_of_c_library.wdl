op{open} pre { printf("x"); malloc(3); }
