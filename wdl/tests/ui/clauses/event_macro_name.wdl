op{SYS_open} pre { }
