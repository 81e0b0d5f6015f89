readFd ::= read && readv;
