a(fd) ::= read(fd) | fd > 2;
