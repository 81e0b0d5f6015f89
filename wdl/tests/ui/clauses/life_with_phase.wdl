life{exec} pre { }
