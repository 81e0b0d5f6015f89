event warning(int a);
op{open} pre { raise warning 1; raise warning(1; }
