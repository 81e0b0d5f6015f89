readFd(fd) = read(fd);
