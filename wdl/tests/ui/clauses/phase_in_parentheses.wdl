op{open} (pre) { }
