bsd:op{open} pre { }
