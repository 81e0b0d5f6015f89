op{open-at} pre { }
