op{open} ("x") pre { violation("x"); }
