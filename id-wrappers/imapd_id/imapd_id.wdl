/*
 * What an IMAP server may do with files and programs: the specification of Ko, Fraser, Badger and
 * Kilpatrick, "Detecting and Countering System Intrusions Using Software Wrappers" (USENIX Security
 * 2000), figure 3. See README.md beside this file.
 */
wrapper imapd_id;

/*
 * Reading: a file that anyone may read, that belongs to the user the server runs as, or that the
 * server itself created. The paper's condition is `$flags | O_RDONLY != 0`, which C reads as
 * `$flags | (O_RDONLY != 0)`; what it says it means is a successful open for reading only.
 * `unlocked`, since openat2's flags lie in memory that another thread may change.
 */
bsd::op{open}
($errno == 0 && ($flags & O_ACCMODE) == O_RDONLY) post unlocked {
    struct wr_stat s;
    wr_fstat($fdret, &s);
    if (!WorldReadable(s) && Owner(s) != _uid && !created(s.nodeid))
        violation("reads a file that is neither public, nor its user's, nor its own");
};

/* Changing modes: of files that the server created. Judged by path, hence `unlocked`. */
bsd::op{chmod} pre unlocked {
    struct wr_stat s;
    if (wr_stat($path, &s) == 0 && !created(s.nodeid))
        violation("changes the mode of a file that it did not create");
};

bsd::op{fchmod} pre {
    struct wr_stat s;
    if (wr_fstat($fd, &s) == 0 && !created(s.nodeid))
        violation("changes the mode of a file that it did not create");
};

/* Running programs: never. */
bsd::op{execve} pre {
    violation("runs a program");
    return WR_D_BADPERM;
};
