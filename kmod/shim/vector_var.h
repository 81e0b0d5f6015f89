/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The inside of a vector: for gate.c, pool.c, vector.c and hooks.c.
 */

#ifndef WSS_SHIM_VECTOR_VAR_H
#define	WSS_SHIM_VECTOR_VAR_H

#include <sys/sysent.h>

#include "vector.h"

struct wss_pool;

/*
 * Permanent. A vector stands for one native vector (its origin) for ever; what a slot of its table
 * holds is at all times a way to make that very call. Both are what a stale reader relies on.
 *	(c) set when it is made, never changed
 *	(e) changed with the engine's lock, read by anybody: see wss_rs_enter on stale plans
 *	(l) guarded by the engine's lock
 */
struct wss_vector {
	struct sysentvec	 v_sv;		/* (c) first: what p_sysent points at */
	struct sysentvec	*v_origin;	/* (c) */
	struct wss_pool		*v_pool;	/* (c) */
	uint64_t		 v_limit;	/* (c) bytes of the table that are calls */
	struct wss_vector	*v_next;	/* (c) in the pool's list */
	sy_call_t		*v_entry;	/* (c) stub: judge */
	sy_call_t		*v_forward;	/* (c) stub: the kernel's table */
	sy_call_t		*v_count;	/* (c) stub: count */
	int	(*v_setid)(struct thread *, struct image_params *); /* (c) stub */
	struct wss_vector	*v_twin;	/* (c) of a gate: that of a set-id exec */
	uint32_t		 v_users;	/* (l) processes that run by it */
	uint16_t		 v_turn;	/* (l) rises with each set; never 0 once it was one's */
	bool			 v_taken;	/* (l) some wrap set's */
	struct wss_plan		 v_plan;	/* (c) */
	struct wss_test		 v_tests[WSS_VECTOR_TESTS]; /* (e) */
	struct sysent		 v_table[];	/* (e) v_sv.sv_size + 1, then the plan's cells and calls */
};

/*
 * The cell of a call: whose turn it is, above the count; 0: the call is not counted. Who counts compares
 * and exchanges the whole.
 */
#define	WSS_CELL(turn)		((uint64_t)(turn) << 48)
#define	WSS_CELL_COUNT		(WSS_CELL(1) - 1)

/* The vector if it is private. Any vector's fields may be read: none is ever freed. */
static inline struct wss_vector *
wss_vector_private(struct sysentvec *sv)
{
	struct wss_vector *v;

	v = (struct wss_vector *)sv;
	return (sv->sv_table == v->v_table ? v : NULL);
}

/* The native vector behind any. */
static inline struct sysentvec *
wss_vector_native(struct sysentvec *sv)
{
	struct wss_vector *v;

	v = wss_vector_private(sv);
	return (v != NULL ? v->v_origin : sv);
}

/* Whether it is the kernel's own 64-bit ABI, whose calls the characterisation names. */
static inline bool
wss_vector_ours(struct sysentvec *native)
{

	return (native->sv_table == sysent && (native->sv_flags & (SV_LP64 | SV_ILP32)) == SV_LP64 &&
	    (native->sv_flags & SV_ABI_MASK) == SV_ABI_FREEBSD);
}

extern struct wss_pool *wss_pool;

/* The process with that id, or the child that is being made, locked. With the engine's lock. */
struct proc *wss_vector_find(uint32_t pid);
/* With the engine's lock and the process's. */
void	wss_vector_put(struct proc *p, struct wss_vector *v);
/*
 * The plain gate of a native vector; made if there is none, NULL if it cannot be. With the engine's lock;
 * may sleep.
 */
struct wss_vector *wss_vector_gate(struct sysentvec *origin);
bool	wss_vector_watches(void);
bool	wss_vector_hashes(void);
int	wss_vector_attach(void);
/* Every process runs by its native vector; and no vector is anybody's. */
void	wss_vector_native_all(void);
void	wss_vector_reset(void);
void	wss_vector_refresh(void);

#endif /* WSS_SHIM_VECTOR_VAR_H */
