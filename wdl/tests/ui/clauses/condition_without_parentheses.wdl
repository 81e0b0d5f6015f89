op{open} $flags == 0 pre { }
