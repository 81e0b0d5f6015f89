readFd(fd) ::= close(fd, _, _, _);
op{readFd} pre { }
