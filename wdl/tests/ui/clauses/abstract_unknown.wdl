readFd(fd) ::= raed(fd);
op{readFd} pre { }
