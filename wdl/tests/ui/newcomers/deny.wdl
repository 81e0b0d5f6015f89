op{open} pre { deny; }
