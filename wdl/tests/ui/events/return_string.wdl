op{open} pre { return "no"; }
