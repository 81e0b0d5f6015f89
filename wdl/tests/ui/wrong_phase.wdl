op{open} pre { if ($ret < 0) violation(); }
life{exit} { if ($errno) violation(); }
