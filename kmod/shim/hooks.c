/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hooks: exec, fork, exit, the AST after an exec, and what the gate calls.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/eventhandler.h>
#include <sys/imgact.h>
#include <sys/kernel.h>
#include <sys/linker.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/signalvar.h>
#include <sys/sx.h>
#include <sys/sysctl.h>
#include <sys/sysent.h>
#include <sys/ucred.h>
#include <sys/wait.h>

#include "gate.h"
#include "hooks.h"
#include "image.h"
#include "lock.h"
#include "vector.h"
#include "vector_var.h"
#include "watch_var.h"

/* Seconds that an unload waits for who is inside. */
#define	WSS_CLOSE_WAIT	10

SYSCTL_DECL(_security_wss);
static SYSCTL_NODE(_security_wss, OID_AUTO, stats, CTLFLAG_RD | CTLFLAG_MPSAFE, NULL,
    "What the module was asked");
static u_long wss_stat_execs, wss_stat_forks;
SYSCTL_ULONG(_security_wss_stats, OID_AUTO, execs, CTLFLAG_RD, &wss_stat_execs, 0,
    "Execs that were told to the engine");
SYSCTL_ULONG(_security_wss_stats, OID_AUTO, forks, CTLFLAG_RD, &wss_stat_forks, 0,
    "Forks that were told to the engine");

static int
wss_hooks_stat(SYSCTL_HANDLER_ARGS)
{
	uint64_t value;

	if (wss_pool == NULL)
		value = 0;
	else if (arg2 == 0)
		value = wss_pool_entries(wss_pool);
	else if (arg2 == 1)
		value = wss_pool_inside(wss_pool);
	else
		value = wss_pool->wp_vectors_made;
	return (SYSCTL_OUT(req, &value, sizeof(value)));
}
SYSCTL_PROC(_security_wss_stats, OID_AUTO, entries,
    CTLTYPE_U64 | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, 0, wss_hooks_stat, "QU",
    "Times that a thread came through the gate since the first module was loaded");
SYSCTL_PROC(_security_wss_stats, OID_AUTO, inflight,
    CTLTYPE_U64 | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, 1, wss_hooks_stat, "QU",
    "Threads inside the module");
SYSCTL_PROC(_security_wss_stats, OID_AUTO, vectors,
    CTLTYPE_U64 | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, 2, wss_hooks_stat, "QU",
    "Private vectors made since the first module was loaded");

static volatile bool wss_all_forks;	/* set with the engine's lock, read without */

static eventhandler_tag wss_tag_exec, wss_tag_fork, wss_tag_exit, wss_tag_load, wss_tag_unload;

/* --- What the gate calls --- */

/* The number of the call that a thread has fetched from this vector's table. */
static uint32_t
wss_hooks_nr(struct thread *td, struct wss_vector *v)
{
	uintptr_t at;

	at = (uintptr_t)td->td_sa.callp - (uintptr_t)v->v_table;
	return (at < v->v_limit ? at / sizeof(struct sysent) : 0);
}

static uint64_t
wss_hooks_enter(struct thread *td, void *args, struct wss_vector *v)
{

	return (wss_rs_enter(td, td->td_tid, td->td_proc->p_pid, wss_hooks_nr(td, v), args,
	    (int64_t *)&td->td_retval[0], &v->v_plan));
}

static int
wss_hooks_leave(struct thread *td, void *args, struct wss_vector *v, int error, int how)
{
	int result;

	result = wss_rs_leave(td->td_tid, td->td_proc->p_pid, wss_hooks_nr(td, v), args,
	    (int64_t *)&td->td_retval[0], error, how);
	/* A call that says its own errno has been overruled. */
	if (result != error)
		td->td_pflags &= ~TDP_NERRNO;
	return (result);
}

/*
 * sv_setid_allowed of the plain gate: do_execve asks it with the process locked, when p_sysent and
 * argv are those of the new image and set-id is being decided. From here on each of its calls is
 * diverted, by whomever made, and the image is judged at the first of them or on the way to user mode.
 */
static int
wss_hooks_setid(struct thread *td, struct image_params *imgp, struct wss_vector *v)
{
	struct proc *p;
	int allowed;

	p = td->td_proc;
	PROC_LOCK_ASSERT(p, MA_OWNED);
	allowed = v->v_origin->sv_setid_allowed == NULL ||
	    (*v->v_origin->sv_setid_allowed)(td, imgp);
	if (v->v_plan.gate == WSS_VECTOR_PLAIN && imgp->credential_setid && allowed &&
	    (p->p_flag2 & P2_NO_NEW_PRIVS) == 0)
		v = v->v_twin;
	atomic_store_rel_ptr((volatile uintptr_t *)&p->p_sysent, (uintptr_t)&v->v_sv);
	ast_sched(td, TDA_MOD1);
	return (allowed);
}

static void
wss_hooks_ast(struct thread *td, int asts __unused)
{
	struct wss_vector *v;

	v = wss_vector_private(td->td_proc->p_sysent);
	if (v != NULL && v->v_plan.gate != WSS_VECTOR_SET)
		wss_rs_judge(td->td_proc->p_pid, v->v_plan.gate == WSS_VECTOR_SETID);
}

/* --- Event handlers --- */

static void
wss_hooks_exec(void *arg __unused, struct proc *p, struct image_params *imgp)
{
	struct wss_vector *gate;
	struct wss_image *image;
	int what;

	if (!wss_watch_exec(p, imgp) && !wss_vector_watches() && !wss_vector_knows(p->p_pid))
		return;
	atomic_add_long(&wss_stat_execs, 1);
	image = wss_image_exec(p, imgp);
	what = wss_rs_exec(p->p_pid, image);
	wss_image_free(image);
	/* The caller of this handler replaces p_sysent: no user of a vector must be left behind in it. */
	if (what == WSS_EXEC_PASS && wss_vector_private(p->p_sysent) == NULL)
		return;
	wss_lock();
	gate = what == WSS_EXEC_JUDGE ? wss_vector_gate(imgp->sysent) : NULL;
	PROC_LOCK(p);
	/* The old image makes no call any more; the activator sets the new one's. */
	wss_vector_put(p, NULL);
	/* What cannot be judged does not run. */
	if (what == WSS_EXEC_KILL || (what == WSS_EXEC_JUDGE && gate == NULL))
		kern_psignal(p, SIGKILL);
	PROC_UNLOCK(p);
	wss_unlock();
	if (gate != NULL)
		imgp->sysent = &gate->v_sv;
}

static void
wss_hooks_fork(void *arg __unused, struct proc *p1, struct proc *p2, int flags __unused)
{

	if (!wss_watch_fork(p1, p2) && !wss_all_forks && !wss_vector_knows(p1->p_pid) &&
	    wss_vector_private(p2->p_sysent) == NULL)
		return;
	atomic_add_long(&wss_stat_forks, 1);
	if (wss_rs_fork(p1->p_pid, p2->p_pid, p2))
		return;
	wss_lock();
	PROC_LOCK(p2);
	wss_vector_put(p2, NULL);
	PROC_UNLOCK(p2);
	wss_unlock();
}

void
wss_hooks_forks(bool all)
{

	wss_all_forks = all;
	/* A child whose handler did not see it is in the list that is made next. */
	atomic_thread_fence_seq_cst();
}

static void
wss_hooks_exit(void *arg __unused, struct proc *p)
{

	wss_watch_exit(p);
	if (!wss_vector_knows(p->p_pid) && wss_vector_private(p->p_sysent) == NULL)
		return;
	wss_rs_exit(p->p_pid, KW_EXITCODE(p->p_xexit, p->p_xsig));
	/* For who still looks at the zombie; also if the engine is gone. */
	wss_lock();
	PROC_LOCK(p);
	wss_vector_put(p, NULL);
	PROC_UNLOCK(p);
	wss_unlock();
}

static void
wss_hooks_loaded(void *arg __unused, linker_file_t file __unused)
{

	wss_lock();
	wss_vector_refresh();
	wss_unlock();
}

static void
wss_hooks_unloaded(void *arg __unused, const char *name __unused, caddr_t at __unused,
    size_t size __unused)
{

	wss_lock();
	wss_vector_refresh();
	wss_unlock();
}

static void
wss_hooks_open(void)
{

	wss_pool->wp_leave = wss_hooks_leave;
	wss_pool->wp_setid = wss_hooks_setid;
	wss_pool->wp_ast = wss_hooks_ast;
	atomic_thread_fence_rel();
	wss_pool->wp_enter = wss_hooks_enter;
}

int
wss_hooks_attach(void)
{
	int error;

	error = wss_vector_attach();
	if (error != 0)
		return (error);
	wss_hooks_open();
	ast_register(TDA_MOD1, ASTR_ASTF_REQUIRED, 0,
	    (void (*)(struct thread *, int))wss_pool->wp_ast_stub);
	wss_tag_exit = EVENTHANDLER_REGISTER(process_exit, wss_hooks_exit, NULL,
	    EVENTHANDLER_PRI_ANY);
	wss_tag_fork = EVENTHANDLER_REGISTER(process_fork, wss_hooks_fork, NULL,
	    EVENTHANDLER_PRI_ANY);
	wss_tag_load = EVENTHANDLER_REGISTER(kld_load, wss_hooks_loaded, NULL,
	    EVENTHANDLER_PRI_ANY);
	wss_tag_unload = EVENTHANDLER_REGISTER(kld_unload, wss_hooks_unloaded, NULL,
	    EVENTHANDLER_PRI_ANY);
	wss_tag_exec = EVENTHANDLER_REGISTER(process_exec, wss_hooks_exec, NULL,
	    EVENTHANDLER_PRI_ANY);
	wss_vector_reset();
	return (0);
}

void
wss_hooks_detach(void)
{

	EVENTHANDLER_DEREGISTER(process_exec, wss_tag_exec);
	EVENTHANDLER_DEREGISTER(process_fork, wss_tag_fork);
	EVENTHANDLER_DEREGISTER(process_exit, wss_tag_exit);
	EVENTHANDLER_DEREGISTER(kld_load, wss_tag_load);
	EVENTHANDLER_DEREGISTER(kld_unload, wss_tag_unload);
	ast_deregister(TDA_MOD1);
}

int
wss_hooks_close(void)
{
	int ticks_left;

	if (wss_pool == NULL)
		return (0);
	wss_pool->wp_enter = NULL;
	wss_pool->wp_leave = NULL;
	wss_pool->wp_setid = NULL;
	wss_pool->wp_ast = NULL;
	wss_pool->wp_filter = NULL;
	/* Who goes in from here on counts itself first, and then sees this. */
	atomic_thread_fence_seq_cst();
	wss_vector_native_all();
	for (ticks_left = WSS_CLOSE_WAIT * hz; wss_pool_inside(wss_pool) != 0; ticks_left--) {
		if (ticks_left == 0)
			return (EBUSY);
		pause("wssgate", 1);
	}
	return (0);
}
