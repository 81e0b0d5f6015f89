op{opne} pre { }
