op{"open"} pre { }
