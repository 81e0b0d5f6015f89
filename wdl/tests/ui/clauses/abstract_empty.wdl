readFd ::= ;
