op{open} pre { $path = 3; $flags = "x"; }
op{write} pre { $buf = "x"; }
