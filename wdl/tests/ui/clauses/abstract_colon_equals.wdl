readFd(fd) := read(fd);
