/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Private vectors: making them, and putting processes on them.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/bitstring.h>
#include <sys/imgact.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/pcpu.h>
#include <sys/proc.h>
#include <sys/signalvar.h>
#include <sys/sx.h>
#include <sys/sysent.h>

#include "gate.h"
#include "lock.h"
#include "vector.h"
#include "vector_var.h"

#define	M_PERMANENT	M_DEVBUF	/* as in pool.c */

struct wss_pool *wss_pool;		/* (c) from attach on */

/*
 * Processes whose exec, fork and exit Rust is told of: set and cleared with the engine's lock, read
 * by the hooks without. A process's own bit is set before it runs as what it is set for.
 */
static bitstr_t bit_decl(wss_known, PID_MAX + 1);
static volatile bool wss_execs;		/* the same for all execs */
static volatile bool wss_exec_hashes;

/* Set with the engine's lock; who looks without it wants no child that is made. */
static struct proc *volatile wss_child;

static bool
wss_vector_diverts(struct wss_vector *v, uint32_t nr)
{

	return (v->v_plan.gate != WSS_VECTOR_SET ||
	    (v->v_plan.calls[nr] & (WSS_PLAN_DIVERT | WSS_PLAN_WATCH)) != 0);
}

/* Where a diverted call goes. */
static sy_call_t *
wss_vector_stub(struct wss_vector *v, uint32_t nr)
{
	uint32_t word;

	word = v->v_plan.calls[nr];
	return ((word & (WSS_PLAN_COUNT | WSS_PLAN_WATCH)) == WSS_PLAN_COUNT &&
	    (word & WSS_PLAN_ALWAYS) == WSS_PLAN_ALWAYS ? v->v_count : v->v_entry);
}

/* The slot of a call, as the plan says. */
static void
wss_vector_slot(struct wss_vector *v, uint32_t nr)
{
	struct sysent *se, live;

	se = &v->v_table[nr];
	live = sysent[nr];
	/*
	 * What modules may replace is called through the kernel's table, which counts who is inside.
	 * Numbers and flags that the entry path looks at are refreshed as modules come and go. DTrace's
	 * probes are in the kernel's table alone.
	 */
	se->sy_systrace_args_func = NULL;
	se->sy_entry = se->sy_return = 0;
	se->sy_narg = live.sy_narg;
	se->sy_flags = live.sy_flags;
	se->sy_auevent = live.sy_auevent;
	se->sy_thrcnt = SY_THR_STATIC;
	atomic_store_ptr(&se->sy_call, wss_vector_diverts(v, nr) ? wss_vector_stub(v, nr) :
	    (live.sy_thrcnt & SY_THR_STATIC) != 0 ? live.sy_call : v->v_forward);
}

/* A module came or went: slots that it may have filled follow. */
void
wss_vector_refresh(void)
{
	struct wss_vector *v;
	uint32_t nr;

	for (v = wss_pool->wp_vectors; v != NULL; v = v->v_next)
		for (nr = 0; nr < v->v_plan.size; nr++)
			if (wss_vector_diverts(v, nr) || v->v_table[nr].sy_call == v->v_forward ||
			    (sysent[nr].sy_thrcnt & SY_THR_STATIC) == 0)
				wss_vector_slot(v, nr);
}

static struct wss_vector *
wss_vector_new(struct sysentvec *origin, uint32_t gate)
{
	struct wss_vector *v;
	uint32_t nr, size;

	size = origin->sv_size;
	/* The table has an entry too many: ptrace's check of a number is off by one. */
	v = malloc(sizeof(*v) + (size + 1) * sizeof(struct sysent) +
	    size * (sizeof(uint64_t) + sizeof(uint32_t)), M_PERMANENT, M_WAITOK | M_ZERO);
	v->v_sv = *origin;
	v->v_sv.sv_table = v->v_table;
	v->v_origin = origin;
	v->v_pool = wss_pool;
	v->v_limit = size * sizeof(struct sysent);
	v->v_plan.cells = (uint64_t *)&v->v_table[size + 1];
	v->v_plan.calls = (uint32_t *)&v->v_plan.cells[size];
	v->v_plan.tests = v->v_tests;
	v->v_plan.size = size;
	v->v_plan.gate = gate;
	if (!wss_pool_stubs(wss_pool, v)) {
		free(v, M_PERMANENT);
		return (NULL);
	}
	if (gate != WSS_VECTOR_SET)
		v->v_sv.sv_setid_allowed = v->v_setid;
	for (nr = 0; nr < size; nr++)
		wss_vector_slot(v, nr);
	v->v_table[size] = nosys_sysent;
	v->v_next = wss_pool->wp_vectors;
	wss_pool->wp_vectors_made++;
	/* Readers of the list need no lock. */
	atomic_store_rel_ptr((volatile uintptr_t *)&wss_pool->wp_vectors, (uintptr_t)v);
	return (v);
}

void *
wss_vector_make(void *origin)
{
	struct wss_vector *v;

	if (!wss_vector_ours(origin))
		return (NULL);
	for (v = wss_pool->wp_vectors; v != NULL; v = v->v_next)
		if (!v->v_taken && v->v_users == 0 && v->v_origin == origin &&
		    v->v_plan.gate == WSS_VECTOR_SET)
			break;
	if (v == NULL)
		v = wss_vector_new(origin, WSS_VECTOR_SET);
	if (v == NULL)
		return (NULL);
	v->v_taken = true;
	if (++v->v_turn == 0)
		v->v_turn = 1;
	return (v);
}

void
wss_vector_call(void *vector, uint32_t nr, uint32_t word)
{
	struct wss_vector *v;

	v = vector;
	if (nr >= v->v_plan.size)
		return;
	if ((word & WSS_PLAN_COUNT) != 0)
		atomic_store_64(&v->v_plan.cells[nr], WSS_CELL(v->v_turn));
	atomic_store_rel_32(&v->v_plan.calls[nr], word);
	wss_vector_slot(v, nr);
	if ((word & WSS_PLAN_COUNT) == 0)
		atomic_store_64(&v->v_plan.cells[nr], 0);
}

uint64_t
wss_vector_counted(void *vector, uint32_t nr)
{
	struct wss_vector *v;
	uint64_t *cell, old;

	v = vector;
	if (nr >= v->v_plan.size)
		return (0);
	cell = &v->v_plan.cells[nr];
	old = atomic_load_64(cell);
	while ((old & WSS_CELL_COUNT) != 0 &&
	    !atomic_fcmpset_64(cell, &old, old & ~WSS_CELL_COUNT))
		;
	return (old & WSS_CELL_COUNT);
}

bool
wss_vector_count(const struct wss_plan *plan, uint32_t nr, uint64_t cell)
{

	return (cell != 0 && nr < plan->size && wss_vector_current(plan) &&
	    atomic_cmpset_64(&plan->cells[nr], cell, cell + 1) != 0);
}

void
wss_vector_test(void *vector, uint32_t at, const struct wss_test *test)
{
	struct wss_vector *v;

	v = vector;
	if (at < WSS_VECTOR_TESTS)
		v->v_tests[at] = *test;
}

uint32_t
wss_vector_users(void *vector)
{

	return (((struct wss_vector *)vector)->v_users);
}

static void
wss_vector_free(struct wss_vector *v)
{
	uint32_t nr;

	for (nr = 0; nr < v->v_plan.size; nr++)
		if (v->v_plan.calls[nr] != 0)
			wss_vector_call(v, nr, 0);
	v->v_taken = false;
}

void
wss_vector_drop(void *vector)
{
	struct wss_vector *v;

	v = vector;
	KASSERT(v->v_users == 0, ("vector %p in use", v));
	wss_vector_free(v);
}

struct wss_vector *
wss_vector_gate(struct sysentvec *origin)
{
	struct wss_vector *v, *twin;

	/* A twin without its gate is one whose gate could not be made. */
	twin = NULL;
	for (v = wss_pool->wp_vectors; v != NULL; v = v->v_next) {
		if (v->v_origin != origin)
			continue;
		if (v->v_plan.gate == WSS_VECTOR_PLAIN)
			return (v);
		if (v->v_plan.gate == WSS_VECTOR_SETID)
			twin = v;
	}
	if (twin == NULL)
		twin = wss_vector_new(origin, WSS_VECTOR_SETID);
	v = twin != NULL ? wss_vector_new(origin, WSS_VECTOR_PLAIN) : NULL;
	if (v != NULL)
		v->v_twin = twin;
	return (v);
}

void
wss_vector_put(struct proc *p, struct wss_vector *v)
{
	struct sysentvec *sv;
	struct wss_vector *old;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	old = wss_vector_private(p->p_sysent);
	if (old == v)
		return;
	sv = v != NULL ? &v->v_sv : wss_vector_native(p->p_sysent);
	/* Gates are put in place without the engine's lock, and not counted. */
	if (old != NULL && old->v_plan.gate == WSS_VECTOR_SET)
		old->v_users--;
	if (v != NULL && v->v_plan.gate == WSS_VECTOR_SET)
		v->v_users++;
	/* Its threads read it without a lock. */
	atomic_store_rel_ptr((volatile uintptr_t *)&p->p_sysent, (uintptr_t)sv);
}

struct proc *
wss_vector_find(uint32_t pid)
{
	struct proc *child;

	child = wss_child;
	if (child != NULL && (uint32_t)child->p_pid == pid) {
		PROC_LOCK(child);
		return (child);
	}
	return (pfind(pid));
}

bool
wss_vector_origin(uint32_t pid, void **origin)
{
	struct proc *p;
	struct sysentvec *sv;

	p = wss_vector_find(pid);
	if (p == NULL)
		return (false);
	sv = wss_vector_native(p->p_sysent);
	PROC_UNLOCK(p);
	*origin = wss_vector_ours(sv) ? sv : NULL;
	return (true);
}

int
wss_vector_install(uint32_t pid, void *vector)
{
	struct proc *p;
	struct wss_vector *v;

	v = vector;
	p = wss_vector_find(pid);
	if (p == NULL)
		return (ESRCH);
	if (v == NULL || wss_vector_native(p->p_sysent) == v->v_origin)
		wss_vector_put(p, v);
	PROC_UNLOCK(p);
	return (0);
}

void
wss_vector_child(void *proc)
{
	struct wss_vector *v;
	struct proc *child;

	wss_child = child = proc;
	if (child == NULL)
		return;
	/* It came with its parent's vector. */
	v = wss_vector_private(child->p_sysent);
	if (v != NULL && v->v_plan.gate == WSS_VECTOR_SET)
		v->v_users++;
}

void
wss_vector_know(uint32_t pid, bool known)
{

	if (pid > PID_MAX)
		return;
	/* bit_set is not atomic; its other writers hold the engine's lock too. */
	if (known)
		bit_set(wss_known, pid);
	else
		bit_clear(wss_known, pid);
}

void
wss_vector_watch(bool execs, bool hashes)
{

	wss_exec_hashes = hashes;
	wss_execs = execs;
}

bool
wss_vector_knows(uint32_t pid)
{

	return (bit_test(wss_known, pid) != 0);
}

bool
wss_vector_watches(void)
{

	return (wss_execs);
}

bool
wss_vector_hashes(void)
{

	return (wss_exec_hashes);
}

bool
wss_vector_current(const struct wss_plan *plan)
{
	const struct wss_vector *v;

	v = __containerof(plan, const struct wss_vector, v_plan);
	/* A plan changes only after its last process has another vector. */
	atomic_thread_fence_acq();
	return (atomic_load_ptr(&curproc->p_sysent) == &v->v_sv);
}

bool
wss_vector_alive(uint32_t tid, uint32_t pid)
{
	struct thread *td;

	td = tdfind(tid, pid);
	if (td == NULL)
		return (false);
	PROC_UNLOCK(td->td_proc);
	return (true);
}

uint32_t
wss_vector_pid(void)
{

	return (curproc->p_pid);
}

void
wss_vector_kill(int signal)
{

	PROC_LOCK(curproc);
	kern_psignal(curproc, signal);
	PROC_UNLOCK(curproc);
}

void
wss_vector_lost(void)
{
	uint64_t *out;

	out = (uint64_t *)(wss_pool->wp_counts + PCPU_GET(cpuid) * WSS_GATE_COUNTER +
	    WSS_GATE_COUNTER / 2);
	atomic_add_rel_64(out, 1);
}

void
wss_vector_pause(void)
{

	pause("wssvec", MAX(hz / 100, 1));
}

int
wss_vector_attach(void)
{

	wss_pool = wss_pool_find();
	return (wss_pool != NULL ? 0 : ENOMEM);
}

static void
wss_vector_native_each(void)
{
	struct proc *p;

	sx_slock(&allproc_lock);
	FOREACH_PROC_IN_SYSTEM(p) {
		PROC_LOCK(p);
		if (wss_vector_private(p->p_sysent) != NULL)
			wss_vector_put(p, NULL);
		PROC_UNLOCK(p);
	}
	sx_sunlock(&allproc_lock);
}

void
wss_vector_native_all(void)
{

	wss_lock();
	wss_vector_native_each();
	wss_unlock();
}

/*
 * What an earlier module left, when the handlers of this one are there: a child that was being made while
 * that one unloaded has its vector still, and is found here if its handler was not told.
 */
void
wss_vector_reset(void)
{
	struct wss_vector *v;

	wss_lock();
	wss_vector_native_each();
	for (v = wss_pool->wp_vectors; v != NULL; v = v->v_next) {
		v->v_users = 0;
		if (v->v_plan.gate == WSS_VECTOR_SET)
			wss_vector_free(v);
	}
	wss_unlock();
}
