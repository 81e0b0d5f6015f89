op{open} ($flags == 0) ($flags == 1) pre { }
