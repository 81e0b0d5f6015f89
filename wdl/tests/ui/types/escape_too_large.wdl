const char *s = "\x1ff";
