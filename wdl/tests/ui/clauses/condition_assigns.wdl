op{open} ($flags = O_RDONLY) pre { }
