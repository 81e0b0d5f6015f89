op{open} (O_RDONLY) pre { violation("x"); }
