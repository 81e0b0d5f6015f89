readFd(fd) ::= read(fd, _, _) || ;
w(fd) ::= (write(fd, _) | fd > 2 || close(fd)
x ::= open(1)
y(3) ::= open(f)
