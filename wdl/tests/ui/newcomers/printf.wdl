op{open} pre { printf("opens %s", $path); }
