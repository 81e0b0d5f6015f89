#ifdef __linux__
op{open} pre { }
