linus::op{open} pre { }
