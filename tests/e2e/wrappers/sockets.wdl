/*
 * Asks what the library says of the sockets of a program that connects over the loopback device, changes
 * what it reads, and asks which parameters are held. tests/e2e/tests/library.rs says what must come of it.
 */
wrapper sockets;

#define LOCAL(a) ((a).sin_family == AF_INET && ntohl((a).sin_addr.s_addr) == 0x7f000001)

/* Connected: the peer's port, its own, and the peer's again. */
unix::op{sendto} pre {
    struct sockaddr_in peer, own, either;
    long n = wr_getpeername($fd, &peer, sizeof peer);
    long m = wr_getsockname($fd, &own, sizeof own);
    long k = wr_get_addr($fd, &either, sizeof either);
    wr_audit_printf("peer %d own %d either %d local %d lengths %ld %ld %ld", ntohs(peer.sin_port), ntohs(own.sin_port),
        ntohs(either.sin_port), LOCAL(peer) && LOCAL(own), n, m, k);
}

/* Not connected: no peer, and its own address is what there is. */
unix::op{listen} pre {
    struct sockaddr_in peer, own, either;
    long n = wr_getpeername($fd, &peer, sizeof peer);
    long m = wr_getsockname($fd, &own, sizeof own);
    long k = wr_get_addr($fd, &either, sizeof either);
    wr_audit_printf("no peer %d lengths %ld %ld alike %d none %d", n == -ENOTCONN, m, k,
        memcmp(&own, &either, sizeof own) == 0, wr_getsockname(-1, &own, sizeof own) == -EBADF);
}

/* What the program is to read is changed where it lies. */
unix::op{recvfrom} ($ret >= 5) post unlocked {
    wr_audit_printf("wrote %ld", wr_write($buf, "jelly", 5));
}

/* Numbers are held as they are; there is no parameter 99; a path is, where the host can. */
unix::op{mkdir} pre unlocked {
    wr_audit_printf("mode %ld path %d none %d: %s", wr_lock($mode), wr_lock($path) == 0 || wr_lock($path) == -EOPNOTSUPP,
        wr_lock(99) == -EINVAL, $mode ? $path : "");
}
