/*
 * The prelude: what every wrapper sees without asking. Verdicts, library functions (Ko et al. 2000,
 * table 1, and later ones), the structures they fill, and small functions over them.
 */
#pragma once
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>

/* Types of arguments in Jain and Sekar (2000). */
typedef long Integer;
typedef const char *CharPtr;

/* Verdicts: what a clause returns. Falling off its end continues. */
#define WR_CONTINUE 0
#define WR_DENY(errno_) (0x01000000 | (errno_))
#define WR_RETURN(value) (wr_set_ret(value), 0x02000000)
#define WR_KILL(signal) (0x03000000 | (signal))

#define WR_D_BADPERM WR_DENY(EPERM)
#define WR_D_PERM WR_DENY(EPERM)
#define WR_D_ACCES WR_DENY(EACCES)
#define WR_D_NOENT WR_DENY(ENOENT)
#define WR_D_EXIST WR_DENY(EEXIST)
#define WR_D_NOTDIR WR_DENY(ENOTDIR)
#define WR_D_ISDIR WR_DENY(EISDIR)
#define WR_D_ROFS WR_DENY(EROFS)
#define WR_D_NOSPC WR_DENY(ENOSPC)
#define WR_D_BADF WR_DENY(EBADF)
#define WR_D_INVAL WR_DENY(EINVAL)
#define WR_D_NOSYS WR_DENY(ENOSYS)
#define WR_D_OPNOTSUPP WR_DENY(EOPNOTSUPP)
#define WR_D_NOMEM WR_DENY(ENOMEM)
#define WR_D_AGAIN WR_DENY(EAGAIN)
#define WR_D_INTR WR_DENY(EINTR)
#define WR_D_IO WR_DENY(EIO)
#define WR_D_SRCH WR_DENY(ESRCH)
#define WR_D_CONNREFUSED WR_DENY(ECONNREFUSED)
#define WR_D_NETUNREACH WR_DENY(ENETUNREACH)
#define WR_D_ADDRNOTAVAIL WR_DENY(EADDRNOTAVAIL)

/* Status of a file; times in seconds since the epoch. */
struct wr_stat {
    uint64_t nodeid; /* inode number */
    uint64_t dev;    /* device the inode is on */
    uint64_t size;   /* bytes */
    uint64_t rdev;   /* device number of a special file */
    int64_t mtime;   /* last modification */
    int64_t ctime;   /* last status change */
    uint32_t mode;   /* type and permission bits, as st_mode */
    uint32_t nlink;  /* number of links */
    uint32_t uid;    /* owner */
    uint32_t gid;    /* group */
};

/* Socket addresses, as system calls take them. */
typedef uint16_t in_port_t;
typedef uint32_t in_addr_t;
typedef uint32_t socklen_t;
#ifdef __FreeBSD__
#define WR_SOCKADDR_HEAD(prefix) uint8_t prefix##_len; uint8_t prefix##_family
#define WR_SUN_PATH 104
#else
#define WR_SOCKADDR_HEAD(prefix) uint16_t prefix##_family
#define WR_SUN_PATH 108
#endif
struct sockaddr {
    WR_SOCKADDR_HEAD(sa);
    char sa_data[14];
};
struct in_addr {
    in_addr_t s_addr; /* network byte order */
};
struct in6_addr {
    uint8_t s6_addr[16];
};
struct sockaddr_in {
    WR_SOCKADDR_HEAD(sin);
    in_port_t sin_port; /* network byte order */
    struct in_addr sin_addr;
    char sin_zero[8];
};
struct sockaddr_in6 {
    WR_SOCKADDR_HEAD(sin6);
    in_port_t sin6_port; /* network byte order */
    uint32_t sin6_flowinfo;
    struct in6_addr sin6_addr;
    uint32_t sin6_scope_id;
};
struct sockaddr_un {
    WR_SOCKADDR_HEAD(sun);
    char sun_path[WR_SUN_PATH];
};
struct sockaddr_storage {
    WR_SOCKADDR_HEAD(ss);
    char ss_data[126];
} __attribute__((aligned(8)));

/*
 * Library functions. Unless said otherwise they return a value >= 0, or a negative errno. Paths are
 * resolved as the wrapped process would resolve them.
 */

/* Status of the file at a path (wr_lstat: of a link itself), or behind a descriptor. */
long wr_stat(const char *path, struct wr_stat *st);
long wr_lstat(const char *path, struct wr_stat *st);
long wr_fstat(int fd, struct wr_stat *st);
/* Address of a socket: its peer's if connected, else its own; returns the length. */
long wr_get_addr(int fd, void *addr, size_t size);
long wr_getpeername(int fd, void *addr, size_t size);
long wr_getsockname(int fd, void *addr, size_t size);
/* Absolute path with links resolved, of a path or behind a descriptor; target of a link; the
   process's executable, or that of a process by its id (or a thread's): -ESRCH if the process may
   see none such, -ENOENT if it runs no program, -EACCES if what it runs is hidden or has no name.
   They return the length without NUL. */
long wr_path(const char *path, char *buf, size_t size);
long wr_fd_path(int fd, char *buf, size_t size);
long wr_readlink(const char *path, char *buf, size_t size);
long wr_exe(char *buf, size_t size);
long wr_pid_exe(int pid, char *buf, size_t size);
/* Reads a regular file behind a descriptor of the process. */
long wr_pread(int fd, void *buf, size_t size, uint64_t offset);
/* Nanoseconds: 0 since the epoch, 1 monotonic. */
long wr_time(int clock);
/* The process's memory behind a pointer parameter; what was read may change afterwards. */
long wr_read(uint64_t address, void *buf, size_t size);
long wr_write(uint64_t address, const void *buf, size_t size);

/* Audit: bytes, a formatted message, the event with all its parameters. */
long wr_audit(const void *message, size_t size);
long wr_audit_printf(const char *format, ...);
long wr_audit_event(const char *message);
/* Raises `warning` and audits a violation; never denies by itself. */
long violation(const char *message);

/* Sends a signal to the process; replaces this wrapper by another one on the process; asks that a
   parameter, wr_lock($path), be held against other threads; makes up the call's result. */
long wr_kill(int signal);
long wr_switch(const char *wrapper);
long wr_lock(int slot);
long wr_set_ret(long value);

/*
 * Keyed tables, declared `[shared] table ROW NAME[BOUND] by KEY [full fault|refuse|oldest|lru];`.
 * Each takes the table's name first, then a key (or a pointer to one) and a pointer to a row:
 *   wr_table_find(table, key, &row)     copies the key's row; -ENOENT
 *   wr_table_put(table, key, &row)      inserts or updates; -ENOSPC where a full table refuses
 *   wr_table_insert(table, key, &row)   the same of a key that has no row; else -EEXIST
 *   wr_table_update(table, key, &row)   the same of a key that has a row; else -ENOENT
 *   wr_table_delete(table, key)         -ENOENT
 *   wr_table_next(table, cursor, &key, &row)   the row at a cursor, 0 at first, copied: the next
 *                                       cursor, or 0 at the end
 *   wr_table_count(table)               rows in it
 */
long wr_table_find();
long wr_table_put();
long wr_table_insert();
long wr_table_update();
long wr_table_delete();
long wr_table_next();
long wr_table_count();
/* Keyed hash of bytes, to have what is long as part of a key: nobody can find another with the same. */
uint64_t wr_hash(const void *bytes, size_t size);

/* Strings and memory. wr_glob: 1 if the string matches the pattern (* ? [] \, ** crosses /). */
long wr_glob(const char *pattern, const char *string);
size_t strlen(const char *s);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
char *strstr(const char *s, const char *part);
char *strchr(const char *s, int c);
void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *s, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);

/* What a status says. */
static inline int WorldReadable(struct wr_stat s) { return (s.mode & 0004) != 0; }
static inline int WorldWritable(struct wr_stat s) { return (s.mode & 0002) != 0; }
static inline int GroupWritable(struct wr_stat s) { return (s.mode & 0020) != 0; }
static inline int SetUid(struct wr_stat s) { return (s.mode & 04000) != 0; }
static inline int SetGid(struct wr_stat s) { return (s.mode & 02000) != 0; }
static inline uint32_t Owner(struct wr_stat s) { return s.uid; }
static inline uint32_t Group(struct wr_stat s) { return s.gid; }
static inline int IsReg(struct wr_stat s) { return (s.mode & 0170000) == 0100000; }
static inline int IsDir(struct wr_stat s) { return (s.mode & 0170000) == 0040000; }
static inline int IsLink(struct wr_stat s) { return (s.mode & 0170000) == 0120000; }
static inline int IsFifo(struct wr_stat s) { return (s.mode & 0170000) == 0010000; }
static inline int IsSocket(struct wr_stat s) { return (s.mode & 0170000) == 0140000; }
static inline int IsCharDev(struct wr_stat s) { return (s.mode & 0170000) == 0020000; }
static inline int IsBlockDev(struct wr_stat s) { return (s.mode & 0170000) == 0060000; }

/*
 * Replaces this wrapper as a map of executables says (Jain and Sekar 2000, section 4): the first line
 * whose pattern (as of wr_glob) matches the path names the wrapper; a line without a pattern ends the
 * map. -ENOENT if none matches, or no wrapper of that name is loaded. In a life{exec} clause, $path is
 * the new image's; in a life{fork} clause wr_exe tells the child's.
 */
struct wr_map {
    const char *path;
    const char *wrapper;
};
static inline long wr_switch_map(const struct wr_map *map, const char *path) {
    for (; map->path; map++)
        if (wr_glob(map->path, path))
            return wr_switch(map->wrapper);
    return -ENOENT;
}

/* Whether open's flags ask for writing or truncation (Jain and Sekar 2000, section 3.1). */
static inline int isWrite(long flags) {
    return (flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC) != 0;
}
/* Whether the file at a path exists. */
static inline int exists(const char *path) {
    struct wr_stat s;
    return wr_lstat(path, &s) == 0;
}
/*
 * Whether a path leads to `dir` or into it, with `..` and links resolved; `dir` is absolute and
 * resolved itself. What cannot be resolved is not inside.
 */
static inline int isInDir(const char *path, const char *dir) {
    char real[4096];
    long n = wr_path(path, real, sizeof real - 1);
    if (n <= 0 || n >= (long)sizeof real)
        return 0;
    real[n] = 0;
    size_t d = strlen(dir);
    while (d > 0 && dir[d - 1] == '/')
        d--;
    return strncmp(real, dir, d) == 0 && (real[d] == 0 || real[d] == '/');
}

/* Byte order of the network. */
static inline uint16_t ntohs(uint16_t v) { return (uint16_t)(v << 8 | v >> 8); }
static inline uint16_t htons(uint16_t v) { return ntohs(v); }
static inline uint32_t ntohl(uint32_t v) {
    return v << 24 | (v & 0xff00) << 8 | (v >> 8 & 0xff00) | v >> 24;
}
static inline uint32_t htonl(uint32_t v) { return ntohl(v); }
