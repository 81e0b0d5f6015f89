op{[a-z]*} pre { }
