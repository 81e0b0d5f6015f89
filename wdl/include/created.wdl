/*
 * created(nodeid): whether this process, or an ancestor of it under the wrapper, created the file
 * with that inode number (Ko et al. 2000, section 3.1: "created by the program execution"). A
 * wrapper that calls it without defining it gets this file in front of its own clauses.
 *
 * The clauses below fill a per-process set, of which a child starts with a copy. A file counts when
 * the call that would create it finds no file before, and one afterwards; this is seen by path, so
 * a file that another process creates in between counts too. A file leaves the set when its last
 * link is removed, as its inode number may then become another file's. When the set is full it
 * forgets, which makes a wrapper report too much rather than too little.
 */
#define CREATED_SLOTS 512
#define CREATED_PROBES 16
#ifdef __FreeBSD__
#define CREATED_CALLS mkdir, mknod, mkfifo
#else
#define CREATED_CALLS mkdir, mknod
#endif

static uint64_t created_set[CREATED_SLOTS];
static uint32_t created_next;
percall int created_was_absent;
percall uint64_t created_gone;

static uint32_t created_slot(uint64_t nodeid, uint32_t probe) {
    uint64_t hash = nodeid * 0x9e3779b97f4a7c15;
    return (uint32_t)((hash >> 40) + probe) % CREATED_SLOTS;
}

static int created(uint64_t nodeid) {
    if (nodeid == 0)
        return 0;
    for (uint32_t i = 0; i < CREATED_PROBES; i++)
        if (created_set[created_slot(nodeid, i)] == nodeid)
            return 1;
    return 0;
}

static void created_add(uint64_t nodeid) {
    if (nodeid == 0 || created(nodeid))
        return;
    for (uint32_t i = 0; i < CREATED_PROBES; i++) {
        uint32_t slot = created_slot(nodeid, i);
        if (created_set[slot] == 0) {
            created_set[slot] = nodeid;
            return;
        }
    }
    created_set[created_slot(nodeid, created_next++ % CREATED_PROBES)] = nodeid;
}

static void created_remove(uint64_t nodeid) {
    for (uint32_t i = 0; i < CREATED_PROBES; i++) {
        uint32_t slot = created_slot(nodeid, i);
        if (created_set[slot] == nodeid)
            created_set[slot] = 0;
    }
}

op{open} (($flags & O_CREAT) != 0) pre unlocked {
    struct wr_stat s;
    created_was_absent = wr_stat($path, &s) < 0;
}

op{open} ($errno == 0 && ($flags & O_CREAT) != 0) post unlocked {
    struct wr_stat s;
    if (created_was_absent && wr_fstat($fdret, &s) == 0)
        created_add(s.nodeid);
}

op{CREATED_CALLS} pre unlocked {
    struct wr_stat s;
    created_was_absent = wr_lstat($path, &s) < 0;
}

op{CREATED_CALLS} ($errno == 0) post unlocked {
    struct wr_stat s;
    if (created_was_absent && wr_lstat($path, &s) == 0)
        created_add(s.nodeid);
}

op{unlink, rmdir} pre unlocked {
    struct wr_stat s;
    created_gone = wr_lstat($path, &s) == 0 && (s.nlink <= 1 || IsDir(s)) ? s.nodeid : 0;
}

op{unlink, rmdir} ($errno == 0) post {
    if (created_gone)
        created_remove(created_gone);
}
