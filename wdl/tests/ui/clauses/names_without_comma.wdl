op{open close} pre { }
