/*
 * What a program can read of a file that is not for everybody does not leave the machine: a sequence of
 * events, no call of which is wrong by itself. See README.md beside this file.
 */
wrapper data_leak;

/* Whether the file behind a descriptor is one that others may not read. */
static int private(long fd) {
    struct wr_stat s;
    return wr_fstat((int)fd, &s) == 0 && IsReg(s) && !WorldReadable(s);
}

/* The network is reached for. */
reach ::= connect || sendto || sendmsg

/*
 * To close the file undoes nothing: what was read is in the process. `unlocked`, since openat2's flags
 * lie in memory that another thread may change.
 */
sequence (open(_, flags) | $errno == 0 && (flags & O_ACCMODE) != O_WRONLY && private($ret)) post;
    reach unlocked {
    violation("reaches for the network after it opened a private file");
    return WR_D_BADPERM;
}
