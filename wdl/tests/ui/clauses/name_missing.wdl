op{} pre { }
