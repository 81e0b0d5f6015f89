op{open} pre { $ path = "x"; }
