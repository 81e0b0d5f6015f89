/*
 * The attack on 4.2BSD's binmail, as a state machine for each mailbox: Ko, Fraser, Badger and Kilpatrick
 * (USENIX Security 2000), section 3.2 and "binmail" in section 4. Somebody makes a mailbox set-user-ID
 * while it is his, and the mail program gives it to the superuser with the bit still on. The steps are
 * made by different processes, so the machines are in a table that all of them share. See README.md.
 */
wrapper mailstat;
on_fault allow;

#define SPOOL "/var/mail"
#define OLD_SPOOL "/var/spool/mail"

/* A mailbox is known by its file, whatever it is called. */
struct mailbox {
    uint64_t dev;
    uint64_t nodeid;
};

enum state { CREATED, ARMED };

struct machine {
    enum state state;
    int creator; /* process that made the mailbox */
    int armer;   /* process that set the bit */
};

shared table struct machine machines[1024] by struct mailbox full oldest;

static struct mailbox mailbox(struct wr_stat s) {
    struct mailbox m = { s.dev, s.nodeid };
    return m;
}

/* A mailbox is made. */
unix::op{open} ($errno == 0 && ($flags & O_CREAT)) post unlocked {
    struct wr_stat s;
    if (!isInDir($path, SPOOL) && !isInDir($path, OLD_SPOOL))
        return WR_CONTINUE;
    if (wr_fstat($fdret, &s) != 0)
        return WR_CONTINUE;
    struct machine m = { CREATED, _pid, 0 };
    wr_table_insert(machines, mailbox(s), &m);
}

/* It becomes set-user-ID. */
static void armed(struct wr_stat s) {
    struct machine m;
    if (wr_table_find(machines, mailbox(s), &m) != 0)
        return;
    m.state = ARMED;
    m.armer = _pid;
    wr_table_update(machines, mailbox(s), &m);
}

unix::op{chmod} ($errno == 0 && ($mode & 04000)) post unlocked {
    struct wr_stat s;
    if (wr_stat($path, &s) == 0)
        armed(s);
}

unix::op{fchmod} ($errno == 0 && ($mode & 04000)) post {
    struct wr_stat s;
    if (wr_fstat($fd, &s) == 0)
        armed(s);
}

/* The mail program gives it away as it is. */
static void given(struct wr_stat s) {
    struct machine m;
    if (wr_table_find(machines, mailbox(s), &m) != 0 || m.state != ARMED || !SetUid(s))
        return;
    wr_audit_printf("mailbox made by %d, armed by %d, given away by %d", m.creator, m.armer, _pid);
    violation("gives away a mailbox that is set-user-ID");
    wr_table_delete(machines, mailbox(s));
}

unix::op{chown} pre unlocked {
    struct wr_stat s;
    if (wr_stat($path, &s) == 0)
        given(s);
}

unix::op{fchown} pre {
    struct wr_stat s;
    if (wr_fstat($fd, &s) == 0)
        given(s);
}

/* A mailbox that goes takes its machine along: its number may be another file's next. */
unix::op{unlink} pre unlocked {
    struct wr_stat s;
    if (wr_lstat($path, &s) == 0 && s.nlink == 1)
        wr_table_delete(machines, mailbox(s));
}
