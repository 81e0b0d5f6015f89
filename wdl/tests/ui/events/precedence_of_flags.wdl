op{open} ($flags & O_TRUNC == O_TRUNC) pre { violation("x"); }
