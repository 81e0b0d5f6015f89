a(fd) ::= (read(fd) | df > 2)
op{a} pre { }
