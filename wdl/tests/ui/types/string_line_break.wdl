const char *s = "one
two";
