char *s = "a\qb";
char t = '\x';
char u[] = "\x100";
