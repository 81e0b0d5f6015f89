/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What wss.ko tells processes of other processes: /dev/wsswatch, its ioctls
 * and records.  core/abi/src/watch.rs mirrors this.
 *
 * Each open of the device is a watcher: an empty list of watched processes
 * and an empty queue of records.  WSSIOC_WATCH adds a process, read(2) takes
 * records, and kqueue(2) (EVFILT_READ, data: bytes that wait), poll(2) and
 * select(2) tell that some wait.  Anybody may open it; what is told of a
 * process is what its watcher may know at that moment, see WSS_WATCH_HIDDEN.
 * The limits below bound what a user's watchers add to an event of a process:
 * WSS_WATCH_SHARE records of WSS_WATCH_RECORD bytes, and WSS_WATCH_STEPS
 * instructions.
 */

#ifndef WSS_WATCH_H
#define	WSS_WATCH_H

#include <sys/types.h>
#include <sys/ioccom.h>

#define	WSS_WATCH_ABI		1		/* version of this interface */
#define	WSS_WATCH_DEVICE	"/dev/wsswatch"

/* What is told; also what a record tells of. */
#define	WSS_WATCH_EXEC		0x0001		/* another program, and its arguments */
#define	WSS_WATCH_FORK		0x0002		/* a child, which has not run yet */
#define	WSS_WATCH_EXIT		0x0004		/* the end, with its status */
#define	WSS_WATCH_CALL		0x0008		/* system calls of `calls`, at entry */
#define	WSS_WATCH_LOST		0x0010		/* records only: what did not fit */
/* Children are watched like their parent, before they run. */
#define	WSS_WATCH_FOLLOW	0x0100

/*
 * Classes of system calls, the tags of WDL: a call that is in several is told
 * if any of them is asked for.
 */
#define	WSS_CALLS_FILE		0x00000001	/* names a file by path, or makes one */
#define	WSS_CALLS_PATH		0x00000002	/* takes a path */
#define	WSS_CALLS_FD		0x00000004	/* works on a descriptor */
#define	WSS_CALLS_OPEN		0x00000008	/* yields a descriptor of a file */
#define	WSS_CALLS_READ		0x00000010	/* takes data from a descriptor */
#define	WSS_CALLS_WRITE		0x00000020	/* gives data to a descriptor */
#define	WSS_CALLS_META		0x00000040	/* reads what is known about a file */
#define	WSS_CALLS_ATTR		0x00000080	/* changes what is known about a file */
#define	WSS_CALLS_DIR		0x00000100	/* changes or lists a directory */
#define	WSS_CALLS_NET		0x00000200	/* sockets */
#define	WSS_CALLS_PROCESS	0x00000400	/* makes, awaits, ends processes */
#define	WSS_CALLS_FORK		0x00000800	/* makes a process or thread */
#define	WSS_CALLS_EXEC		0x00001000	/* runs a program */
#define	WSS_CALLS_EXIT		0x00002000	/* ends the caller */
#define	WSS_CALLS_MEMORY	0x00004000	/* the address space */
#define	WSS_CALLS_IPC		0x00008000	/* pipes, queues, shared memory */
#define	WSS_CALLS_SIGNAL	0x00010000	/* sends, awaits or handles signals */
#define	WSS_CALLS_TIME		0x00020000	/* clocks, timers, sleeping */
#define	WSS_CALLS_ID		0x00040000	/* credentials */
#define	WSS_CALLS_SCHED		0x00080000	/* scheduling and limits */
#define	WSS_CALLS_POLL		0x00100000	/* waits for descriptors */
#define	WSS_CALLS_MOUNT		0x00200000	/* changes the tree of file systems */
#define	WSS_CALLS_MODULE	0x00400000	/* loads code into the kernel */
#define	WSS_CALLS_PRIVILEGED	0x00800000	/* needs privilege as a rule */
#define	WSS_CALLS_SYSTEM	0x01000000	/* the system as a whole */
#define	WSS_CALLS_AIO		0x02000000	/* asynchronous input and output */
#define	WSS_CALLS_TRACE		0x04000000	/* inspects or drives processes */
#define	WSS_CALLS_JAIL		0x08000000	/* jails */
#define	WSS_CALLS_CAPSICUM	0x10000000	/* capability mode and rights */
#define	WSS_CALLS_AUDIT		0x20000000	/* the audit trail */
#define	WSS_CALLS_MAC		0x40000000	/* mandatory access control */
#define	WSS_CALLS_OBSOLETE	0x80000000	/* for old programs only */

/*
 * Watches a process from now on, instead of as before if it is watched by this
 * open already.  What it does after the ioctl has returned is told.  The
 * process must be there and visible (ESRCH, as kevent(2) says it of
 * EVFILT_PROC, or EPERM); with WSS_WATCH_CALL the caller must also be allowed
 * to debug it (EPERM; EBUSY: it is inside an exec just now) and it must be of
 * the native 64-bit ABI (EOPNOTSUPP).  Whether it still may is asked of the
 * credentials of both at each event; policies of mac(4) are asked here alone.
 * EPROGMISMATCH: another WSS_WATCH_ABI; EINVAL: unknown flags, none, or calls
 * without WSS_WATCH_CALL or the other way round; EDQUOT: a limit below; ENOMEM.
 */
struct wss_watch {
	uint32_t	abi;		/* WSS_WATCH_ABI */
	uint32_t	pid;
	uint32_t	flags;		/* WSS_WATCH_* */
	uint32_t	calls;		/* WSS_CALLS_* */
	uint64_t	udata;		/* comes back in each record */
};
#define	WSSIOC_WATCH	_IOW('W', 32, struct wss_watch)

/* Watches a process no longer; its records that wait stay.  ESRCH: it was not. */
#define	WSSIOC_UNWATCH	_IOW('W', 33, uint32_t)

/*
 * A condition for this open: an object of wrapc(1) for freebsd-amd64 whose
 * clauses catch the events of wss, and nothing else:
 *
 *	event exec(const char *path, int argc, const char *args, int envc, int envlen);
 *	event fork(int child);
 *	event exit(int status);
 *	event call(int nr, long a, long b, long c, long d, long e, long f);
 *	wss::event{exec} (strcmp($path, "/bin/sh") != 0) { return WR_D_BADPERM; }
 *
 * A record is queued unless a clause that catches its event denies it; `args`
 * is the first argument, with the others behind it, each after a NUL.  Clauses
 * run in the kernel, interpreted, for WSS_WATCH_BUDGET instructions per event
 * at most, to which what they begin and look through is charged, and keep their
 * variables.  They may call what needs no host (strings, memory).  A clause
 * that faults lets the record pass, with WSS_WATCH_FAULT; so does one to which
 * other conditions of its user leave nothing at the event (WSS_WATCH_STEPS).
 * A process that the watcher may not debug is told of whatever the condition
 * says.  `len` 0: no condition any more.  ENOEXEC: not such an object, or the
 * verifier refuses it; E2BIG: longer than WSS_WATCH_OBJECT; EDQUOT; EFAULT;
 * EBUSY: another one is on its way to the same open; EPROGMISMATCH.
 */
struct wss_watch_condition {
	uint32_t	abi;		/* WSS_WATCH_ABI */
	uint32_t	spare;		/* 0 */
	uint64_t	object;		/* its address */
	uint64_t	len;		/* bytes */
};
#define	WSSIOC_CONDITION _IOW('W', 34, struct wss_watch_condition)

/* What an open has and did. */
struct wss_watch_status {
	uint32_t	abi;		/* WSS_WATCH_ABI of the module */
	uint32_t	watched;	/* processes */
	uint64_t	waiting;	/* bytes of records */
	uint64_t	told;		/* records queued since it was opened */
	uint64_t	lost;		/* events for which there was no room */
	uint64_t	denied;		/* events that the condition denied */
	uint64_t	faults;		/* events at which it faulted */
};
#define	WSSIOC_WATCHED	_IOR('W', 35, struct wss_watch_status)

#define	WSS_WATCH_ARGS		32768		/* bytes of arguments in a record */
#define	WSS_WATCH_PATH		1024		/* bytes of a path, with its NUL */
#define	WSS_WATCH_RECORD	34304		/* bytes of a record at most */
#define	WSS_WATCH_QUEUE		262144		/* bytes that may wait for an open */
#define	WSS_WATCH_OBJECT	65536		/* bytes of a condition */
#define	WSS_WATCH_BUDGET	16384		/* instructions of a condition per event */
/* Of one user (the real one of who opened the device): */
#define	WSS_WATCH_STEPS		32768		/* of all conditions at an event */
#define	WSS_WATCH_OPENS		1024
#define	WSS_WATCH_WATCHES	16384		/* watched processes of all opens */
#define	WSS_WATCH_SHARE		16		/* opens that watch the same process */
#define	WSS_WATCH_MEMORY	(16 << 20)	/* bytes of records and conditions */
/* Of all users of a jail and the jails in it, as many times what one has: */
#define	WSS_WATCH_JAIL		4

/*
 * A record.  read(2) gives as many whole ones as fit, waits for the first
 * unless O_NONBLOCK is set, and says EMSGSIZE if not even that fits
 * (WSS_WATCH_RECORD is always enough), 0 if no process is watched and no
 * record waits, and ENXIO when the module is being unloaded.  EVFILT_READ has
 * EV_EOF then, for who asks within two seconds; the knote is gone afterwards.
 * kqueue(2), poll(2) and select(2) do not tell that no process is watched any
 * more: who waits by these and wants to know asks for WSS_WATCH_EXIT.
 */
struct wss_watch_record {
	uint32_t	len;		/* of all of it, a multiple of 8 */
	uint16_t	event;		/* WSS_WATCH_EXEC .. WSS_WATCH_LOST */
	uint16_t	flags;		/* of those below */
	uint64_t	seq;		/* counts this open's events, lost ones too */
	uint64_t	time;		/* nanoseconds since the epoch */
	uint64_t	udata;		/* of the watch */
	uint32_t	pid;		/* whose event it is */
	uint32_t	tid;		/* its thread; 0: none in particular */
	union {
		struct {
			uint32_t	argc;		/* arguments */
			uint32_t	args;		/* bytes of them, each with its NUL */
			uint32_t	args_len;	/* of these, bytes behind the path */
			uint32_t	envc;		/* environment strings */
			uint32_t	env;		/* bytes of them, each with its NUL */
			uint32_t	path_len;	/* of the path, with its NUL */
		}		exec;	/* WSS_WATCH_EXEC; path and arguments follow */
		uint32_t	child;	/* WSS_WATCH_FORK */
		uint32_t	status;	/* WSS_WATCH_EXIT: as of wait(2) */
		struct {
			uint32_t	nr;	/* of the native table */
			uint32_t	spare;	/* 0 */
			uint64_t	args[6]; /* as in registers */
		}		call;	/* WSS_WATCH_CALL */
		uint64_t	lost;	/* WSS_WATCH_LOST: events */
		uint64_t	body[7];
	}		is;
};

/*
 * The watcher may not see the process (p_cansee(9)) any more, as it was before
 * the event or is after it: what EVFILT_PROC tells is told (exec, fork, exit;
 * the status), with neither path, arguments nor environment.
 */
#define	WSS_WATCH_HIDDEN	0x0001
/* It may see, but not debug it: as of procstat(1), no size of the environment. */
#define	WSS_WATCH_NOENV		0x0002
/* Not all arguments are there; the last one may be cut. */
#define	WSS_WATCH_CUT		0x0004
/* The condition faulted. */
#define	WSS_WATCH_FAULT		0x0008
/* WSS_WATCH_FORK with WSS_WATCH_FOLLOW: a limit, or memory, did not let it be. */
#define	WSS_WATCH_UNFOLLOWED	0x0010
/* WSS_WATCH_EXEC: the program is of another ABI, and its calls are not told. */
#define	WSS_WATCH_FOREIGN	0x0020

#endif /* WSS_WATCH_H */
