op{open} after { }
