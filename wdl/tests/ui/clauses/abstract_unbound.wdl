readFd(fd, size) ::= read(fd);
op{readFd} pre { }
