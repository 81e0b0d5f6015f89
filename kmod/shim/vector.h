/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Private vectors: copies of a native ABI's sysentvec whose tables divert the calls that some wrap set
 * names. vector.md tells why each part is as it is.
 */

#ifndef WSS_SHIM_VECTOR_H
#define	WSS_SHIM_VECTOR_H

#include <sys/types.h>

/* Tests that the plan of one vector holds. */
#define	WSS_VECTOR_TESTS	512

/* The word of a call in a vector's plan: its first test, and what is done with the call. */
#define	WSS_PLAN_ALWAYS		0xffff		/* in place of a test: divert always */
#define	WSS_PLAN_DIVERT		0x00010000
#define	WSS_PLAN_EXIT		0x00020000	/* some clause may want the result */
#define	WSS_PLAN_POINTERS	0x00040000	/* some clause may look at memory */
#define	WSS_PLAN_COUNT		0x00080000	/* what the tests let through is only counted */
#define	WSS_PLAN_WATCH		0x00100000	/* told to who watches, diverted or not */

/*
 * One test on an argument: argument, comparison, width and whether it is the last of its list, and
 * the last of all lists, in the bytes of `what`, from the lowest. The call is diverted if all tests
 * of one list hold.
 */
struct wss_test {
	uint64_t	mask;
	uint64_t	value;
	uint32_t	what;
	uint32_t	unused;
};
#define	WSS_TEST_LIST_ENDS	1
#define	WSS_TEST_CALL_ENDS	2
/*
 * In place of a comparison: the argument is the value of one of as many tests behind this one as its
 * value says, which rise.  It is all that is asked of the call.
 */
#define	WSS_TEST_AMONG		6

/* What Rust reads of a vector without a lock; everything outlives the module. */
struct wss_plan {
	uint32_t	*calls;
	struct wss_test	*tests;
	uint64_t	*cells;		/* of calls that are counted; see vector.md */
	uint32_t	 size;		/* calls */
	uint32_t	 gate;		/* see WSS_VECTOR_* */
};

/* Every call of a process between its exec and the judging of its new image is diverted by these. */
#define	WSS_VECTOR_SET		0	/* none: a wrap set's vector */
#define	WSS_VECTOR_PLAIN	1
#define	WSS_VECTOR_SETID	2	/* the exec changed credentials */

/*
 * All of these with the engine's lock. A vector is an opaque pointer, as is the native one (`origin`)
 * that it stands for.
 */

/*
 * A vector that nothing is diverted by yet; NULL: the origin is not of the native 64-bit ABI, or there is
 * no memory for its code.
 */
void	*wss_vector_make(void *origin);
/* Diverts a call, or with 0 stops to. */
void	 wss_vector_call(void *vector, uint32_t nr, uint32_t word);
void	 wss_vector_test(void *vector, uint32_t at, const struct wss_test *test);
/* Takes what was counted of a call since it was last taken. */
uint64_t wss_vector_counted(void *vector, uint32_t nr);
/* How many processes run by it. */
uint32_t wss_vector_users(void *vector);
/* Gives it back. It has no users. */
void	 wss_vector_drop(void *vector);

/*
 * The native vector that a process has, or had before; NULL: another ABI's. False: there is no such process,
 * or it is being made still and nobody can find it.
 */
bool	 wss_vector_origin(uint32_t pid, void **origin);
/* Lets a process run by a vector from its next call on; NULL: by the native one. ESRCH. */
int	 wss_vector_install(uint32_t pid, void *vector);

/* The child that is being made, which nobody can find yet; NULL when it is done. */
void	 wss_vector_child(void *proc);

/*
 * Whether exec, fork and exit of a process are told to Rust; and whether any exec is, with the SHA-256 of
 * what is executed or not.
 */
void	 wss_vector_know(uint32_t pid, bool known);
void	 wss_vector_watch(bool execs, bool hashes);
/* Whether a process's are; without a lock, for one that is inside an exec. */
bool	 wss_vector_knows(uint32_t pid);

/*
 * Whether the current process still runs by the vector that a plan is of. If so all that was read of the
 * plan before was of its wrap set. Without a lock.
 */
bool	 wss_vector_current(const struct wss_plan *plan);
/*
 * Counts a call, if that is so and the call's cell is still as it was before the plan was read. Otherwise
 * nothing is counted, and the call has yet to be judged. Without a lock.
 */
bool	 wss_vector_count(const struct wss_plan *plan, uint32_t nr, uint64_t cell);

/* Whether the thread is there and of that process. */
bool	 wss_vector_alive(uint32_t tid, uint32_t pid);

/* The current thread's process, and a signal for it. */
uint32_t wss_vector_pid(void);
void	 wss_vector_kill(int signal);

/* The current thread is inside the module and will not come out: its process ends. */
void	 wss_vector_lost(void);

/* Lets a moment pass. Without the engine's lock. */
void	 wss_vector_pause(void);

/*
 * Without any lock held, for a call fetched through a diverted slot; the result as WSS_GATE_* says.
 * `args` are the call's eight arguments, which may be changed; `ret` its result, if it has one.
 */
uint64_t wss_rs_enter(void *td, uint32_t tid, uint32_t pid, uint32_t nr, uint64_t *args,
	    int64_t *ret, const struct wss_plan *plan);
/* After it: the errno that the caller is to see. */
int	 wss_rs_leave(uint32_t tid, uint32_t pid, uint32_t nr, const uint64_t *args, int64_t *ret,
	    int error, int how);

#endif /* WSS_SHIM_VECTOR_H */
