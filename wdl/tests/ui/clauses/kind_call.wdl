call{open} pre { }
