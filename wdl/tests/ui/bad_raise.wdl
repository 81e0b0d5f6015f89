event warning(int level);
op{open} pre { raise warnin(1); raise warning(1, 2); raise other; }
