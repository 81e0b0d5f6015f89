table int seen[10];
op{open} pre { }
