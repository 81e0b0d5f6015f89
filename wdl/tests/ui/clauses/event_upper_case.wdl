op{OPEN} pre { }
