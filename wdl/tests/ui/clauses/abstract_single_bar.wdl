readFd ::= read | readv;
