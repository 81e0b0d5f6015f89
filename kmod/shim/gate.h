/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The gate: code and data that stay when the module goes.
 *
 * A thread may have fetched a system call from one of our tables long before it makes it, and may be
 * inside the native function for ever. Whatever such a thread can still execute or look at is
 * therefore never freed: the pool below, the vectors, and the code of gate.c, which is copied into
 * memory of its own. The module is reached through the pool's pointers alone, and counted while it is.
 * A module that is loaded later finds the pool again (wss_pool_find) and goes on with it.
 *
 * No frame of the module lies below a native call: the gate asks the module what to do, calls the
 * native function itself, and asks again if that is wanted. What never returns thus holds nothing.
 */

#ifndef WSS_SHIM_GATE_H
#define	WSS_SHIM_GATE_H

#include <sys/types.h>

struct filterops;
struct image_params;
struct sysent;
struct sysentvec;
struct thread;
struct wss_vector;

/* What the module's enter function says: in the upper half of its result, the errno in the lower. */
#define	WSS_GATE_NATIVE		0	/* call the native function; the result is its */
#define	WSS_GATE_LEAVE		1	/* the same, but the module sees and says the result */
#define	WSS_GATE_DONE		2	/* the errno is the result */
#define	WSS_GATE_PASS		3	/* as native, and not even ERESTART is of interest */

/* Bytes between the counters of two processors; the count out lies in the middle. */
#define	WSS_GATE_COUNTER	128
/* Where those of the filter lie after those of calls. */
#define	WSS_GATE_KQUEUE		8

/*
 * Permanent. The pointers into the module are NULL while there is none.
 *	(c) set when it is made, never changed
 *	(a) stored by who loads or unloads the module, read by anybody
 *	(e) guarded by the engine's lock
 */
struct wss_pool {
	uint64_t	 wp_version;	/* (c) code and layout */
	uint64_t	(*volatile wp_enter)(struct thread *, void *,
			    struct wss_vector *);			/* (a) */
	/* Also, with `how` WSS_GATE_NATIVE, when a native function said ERESTART. */
	int		(*volatile wp_leave)(struct thread *, void *,
			    struct wss_vector *, int error, int how);	/* (a) */
	void		(*volatile wp_ast)(struct thread *, int);	/* (a) */
	int		(*volatile wp_setid)(struct thread *, struct image_params *,
			    struct wss_vector *);			/* (a) */
	const struct filterops *volatile wp_filter;			/* (a) */
	struct filterops *wp_filterops;	/* (c) the filter of kqueue(2): stubs */
	bool		 wp_filter_added; /* (a) the kernel has it */
	struct sysent	*wp_live;	/* (c) the kernel's table */
	struct sysent	*wp_nosys;	/* (c) */
	int		(*wp_thread_enter)(struct thread *, struct sysent **); /* (c) */
	void		(*wp_thread_exit)(struct thread *, struct sysent *);   /* (c) */
	char		*wp_counts;	/* (c) a WSS_GATE_COUNTER per processor */
	char		*wp_code;	/* (c) copy of the gate's code */
	char		*wp_ast_stub;	/* (c) */
	struct wss_vector *volatile wp_vectors;	/* (e) all there are */
	char		*wp_stubs;	/* (e) page of stubs with room left */
	struct wss_vector **wp_stub_of;	/* (e) whose they are */
	uint32_t	 wp_stubs_used;	/* (e) */
	uint32_t	 wp_vectors_made; /* (e) */
};

/* The pool: the one there is, or a new one; NULL: its code cannot be sealed. May sleep. */
struct wss_pool	*wss_pool_find(void);

/* Gives a vector its stubs; false: they cannot be sealed. With the engine's lock; may sleep. */
bool	wss_pool_stubs(struct wss_pool *, struct wss_vector *);

/* Threads that calls took into the module so far, and those that are inside: a moment's figures. */
uint64_t	wss_pool_entries(struct wss_pool *);
uint64_t	wss_pool_inside(struct wss_pool *);

#endif /* WSS_SHIM_GATE_H */
