/* More than 16 parameters of calls in one clause. */
op{open, read, kill, mmap, socket, prctl, epoll_ctl, connect, rename} pre {
    long x = 0;
    x += $flags;
    x += $mode;
    x += $dirfd;
    x += $fd;
    x += $count;
    x += $pid;
    x += $sig;
    x += $length;
    x += $prot;
    x += $offset;
    x += $domain;
    x += $type;
    x += $protocol;
    x += $option;
    x += $event;
    x += $addrlen;
    x += $olddirfd;
    x += $newdirfd;
    x += $op;
    x += $epfd;
    if (x) violation();
}
