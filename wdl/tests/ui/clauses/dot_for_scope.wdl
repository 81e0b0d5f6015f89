bsd.op{open} pre { }
