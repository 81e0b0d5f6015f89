pre op{open} { }
