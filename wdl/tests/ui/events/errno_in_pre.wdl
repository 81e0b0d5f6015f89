op{open} ($errno == ENOENT) pre { violation("x"); }
