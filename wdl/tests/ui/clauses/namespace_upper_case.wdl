BSD::op{open} pre { }
