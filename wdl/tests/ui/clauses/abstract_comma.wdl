readFd ::= read, readv;
