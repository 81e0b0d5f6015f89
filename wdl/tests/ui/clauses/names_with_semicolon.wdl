op{open; close} pre { }
