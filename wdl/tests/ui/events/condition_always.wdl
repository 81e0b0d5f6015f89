op{open} (1) pre { violation("x"); }
