a(Itneger fd) ::= read(fd);
