const char *s = 'text and more';
