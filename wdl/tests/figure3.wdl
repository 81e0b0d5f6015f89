bsd::op{open}
($errno == 0 && $flags | O_RDONLY != 0) post {
    struct wr_stat s;
    wr_fstat($fdret, &s);
    if (!WorldReadable(s) && Owner(s) != _uid && !created(s.nodeid))
        violation();
};
bsd::op{chmod} pre {
    struct wr_stat s;
    wr_stat($path, &s);
    if (!created(s.nodeid))
        violation();
 };
bsd::op{fchmod} pre {
    struct wr_stat s;
    wr_fstat($fd, &s);
    if (!created(s.nodeid))
        violation();
 };
bsd::op{execve} pre {
    violation();
    return WR_D_BADPERM;
 };
