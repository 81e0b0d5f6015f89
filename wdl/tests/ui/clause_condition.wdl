op{open} () pre { }
op{open} ($flags = 1) pre { }
