op{open} pre { $flags = "x"; }
