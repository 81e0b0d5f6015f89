/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The pool: what stays when the module goes, and is found again when it comes back. See gate.h.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/event.h>
#include <sys/eventhandler.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/smp.h>
#include <sys/sysent.h>

#include <vm/vm.h>
#include <vm/pmap.h>

#include "gate.h"
#include "vector_var.h"

/*
 * Of a type of the kernel's own: ours goes with the module.
 */
#define	M_PERMANENT	M_DEVBUF

/* Whose entry holds the pool while no module is there. Nobody invokes it. */
#define	WSS_POOL_EVENT	"wss_pool"

extern char wss_gate_code[], wss_gate_entry[], wss_gate_forward[], wss_gate_setid[], wss_gate_ast[],
    wss_gate_count[], wss_gate_attach[], wss_gate_detach[], wss_gate_event[], wss_gate_touch[],
    wss_gate_code_end[];

/* One page of code, written once and then for ever executable and not writable. */
static char *
wss_pool_page(void)
{
	char *page;

	page = malloc_exec(PAGE_SIZE, M_PERMANENT, M_WAITOK);
	KASSERT(((vm_offset_t)page & PAGE_MASK) == 0, ("unaligned page"));
	memset(page, 0xcc, PAGE_SIZE);
	return (page);
}

/* False: memory is wanting, and the page is given back. */
static bool
wss_pool_seal(char *page)
{

	if (pmap_change_prot((vm_offset_t)page, PAGE_SIZE, VM_PROT_READ | VM_PROT_EXECUTE) == 0)
		return (true);
	/* The direct map is changed too: whoever gets the page next must find it writable. */
	if (pmap_change_prot((vm_offset_t)page, PAGE_SIZE, VM_PROT_READ | VM_PROT_WRITE) == 0)
		free(page, M_PERMANENT);
	return (false);
}

/* movabsq $value, %r10 or %r11 */
static char *
wss_pool_mov(char *at, bool r11, const void *value)
{

	*at++ = 0x49;
	*at++ = r11 ? 0xbb : 0xba;
	memcpy(at, &value, sizeof(value));
	return (at + sizeof(value));
}

/* A stub: r10 = value, or what it points to; then on to the gate. */
static void
wss_pool_stub(char *at, const void *value, bool points, const char *to)
{

	at = wss_pool_mov(at, false, value);
	if (points) {
		memcpy(at, "\x4d\x8b\x12", 3);		/* movq (%r10), %r10 */
		at += 3;
	}
	at = wss_pool_mov(at, true, to);
	memcpy(at, "\x41\xff\xe3", 3);			/* jmpq *%r11 */
}

#define	WSS_STUB	32		/* bytes of one */
#define	WSS_STUBS	128		/* of those of a vector */

bool
wss_pool_stubs(struct wss_pool *wp, struct wss_vector *v)
{
	struct wss_vector **of;
	char *page, *at;
	uint32_t i;

	if (wp->wp_stubs == NULL || wp->wp_stubs_used == PAGE_SIZE / WSS_STUBS) {
		page = wss_pool_page();
		of = malloc(PAGE_SIZE / WSS_STUBS * sizeof(*of), M_PERMANENT, M_WAITOK | M_ZERO);
		for (i = 0; i < PAGE_SIZE / WSS_STUBS; i++) {
			at = page + i * WSS_STUBS;
			wss_pool_stub(at, &of[i], true,
			    wp->wp_code + (wss_gate_entry - wss_gate_code));
			wss_pool_stub(at + WSS_STUB, &of[i], true,
			    wp->wp_code + (wss_gate_forward - wss_gate_code));
			wss_pool_stub(at + 2 * WSS_STUB, &of[i], true,
			    wp->wp_code + (wss_gate_setid - wss_gate_code));
			wss_pool_stub(at + 3 * WSS_STUB, &of[i], true,
			    wp->wp_code + (wss_gate_count - wss_gate_code));
		}
		if (!wss_pool_seal(page)) {
			free(of, M_PERMANENT);
			return (false);
		}
		wp->wp_stub_of = of;
		wp->wp_stubs = page;
		wp->wp_stubs_used = 0;
	}
	at = wp->wp_stubs + wp->wp_stubs_used * WSS_STUBS;
	wp->wp_stub_of[wp->wp_stubs_used++] = v;
	v->v_entry = (sy_call_t *)at;
	v->v_forward = (sy_call_t *)(at + WSS_STUB);
	v->v_setid = (int (*)(struct thread *, struct image_params *))(at + 2 * WSS_STUB);
	v->v_count = (sy_call_t *)(at + 3 * WSS_STUB);
	return (true);
}

/*
 * A pool of another build of the module is left alone. The number is to be raised with each change to
 * struct wss_pool, struct wss_vector or what they lead to: the gate's code shows but some.
 */
#define	WSS_POOL_LAYOUT		3UL

static uint64_t
wss_pool_version(void)
{
	const char *at;
	uint64_t h;

	h = 0xcbf29ce484222325UL ^ sizeof(struct wss_vector) ^ sizeof(struct wss_pool) << 16 ^
	    WSS_POOL_LAYOUT << 32;
	for (at = wss_gate_code; at < wss_gate_code_end; at++)
		h = (h ^ (uint8_t)*at) * 0x100000001b3UL;
	return (h);
}

/* The functions of the pool that no vector's stub leads to. */
static void
wss_pool_own(struct wss_pool *wp, char *at)
{
	struct filterops *f;

	wp->wp_ast_stub = at;
	wss_pool_stub(at, wp, false, wp->wp_code + (wss_gate_ast - wss_gate_code));
	f = wp->wp_filterops = malloc(sizeof(*f), M_PERMANENT, M_WAITOK | M_ZERO);
	at += WSS_STUB;
	f->f_attach = (int (*)(struct knote *))at;
	wss_pool_stub(at, wp, false, wp->wp_code + (wss_gate_attach - wss_gate_code));
	at += WSS_STUB;
	f->f_detach = (void (*)(struct knote *))at;
	wss_pool_stub(at, wp, false, wp->wp_code + (wss_gate_detach - wss_gate_code));
	at += WSS_STUB;
	f->f_event = (int (*)(struct knote *, long))at;
	wss_pool_stub(at, wp, false, wp->wp_code + (wss_gate_event - wss_gate_code));
	at += WSS_STUB;
	f->f_touch = (void (*)(struct knote *, struct kevent *, u_long))at;
	wss_pool_stub(at, wp, false, wp->wp_code + (wss_gate_touch - wss_gate_code));
}

static struct wss_pool *
wss_pool_make(void)
{
	struct wss_pool *wp;
	size_t own;

	wp = malloc(sizeof(*wp), M_PERMANENT, M_WAITOK | M_ZERO);
	wp->wp_version = wss_pool_version();
	wp->wp_live = sysent;
	wp->wp_nosys = &nosys_sysent;
	wp->wp_thread_enter = syscall_thread_enter;
	wp->wp_thread_exit = syscall_thread_exit;
	wp->wp_counts = malloc((mp_maxid + 1) * WSS_GATE_COUNTER, M_PERMANENT,
	    M_WAITOK | M_ZERO);
	own = roundup2((size_t)(wss_gate_code_end - wss_gate_code), WSS_STUB);
	KASSERT(own + 5 * WSS_STUB <= PAGE_SIZE, ("the gate's code is too long"));
	wp->wp_code = wss_pool_page();
	memcpy(wp->wp_code, wss_gate_code, wss_gate_code_end - wss_gate_code);
	wss_pool_own(wp, wp->wp_code + own);
	if (!wss_pool_seal(wp->wp_code)) {
		free(wp->wp_filterops, M_PERMANENT);
		free(wp->wp_counts, M_PERMANENT);
		free(wp, M_PERMANENT);
		return (NULL);
	}
	return (wp);
}

static void
wss_pool_nothing(void *arg __unused)
{
}

struct wss_pool *
wss_pool_find(void)
{
	struct eventhandler_list *list;
	struct eventhandler_entry *ee;
	struct wss_pool *wp, *found;

	found = NULL;
	list = eventhandler_find_list(WSS_POOL_EVENT);
	if (list != NULL) {
		TAILQ_FOREACH(ee, &list->el_entries, ee_link) {
			wp = ee->ee_arg;
			if (wp->wp_version == wss_pool_version())
				found = wp;
		}
		EHL_UNLOCK(list);
	}
	if (found == NULL) {
		found = wss_pool_make();
		if (found == NULL)
			return (NULL);
		(void)eventhandler_register(NULL, WSS_POOL_EVENT, wss_pool_nothing, found,
		    EVENTHANDLER_PRI_ANY);
	}
	return (found);
}

static uint64_t
wss_pool_sum(struct wss_pool *wp, size_t at)
{
	uint64_t sum;
	u_int cpu;

	sum = 0;
	for (cpu = 0; cpu <= mp_maxid; cpu++)
		sum += atomic_load_acq_64((uint64_t *)(wp->wp_counts + cpu * WSS_GATE_COUNTER + at));
	return (sum);
}

uint64_t
wss_pool_entries(struct wss_pool *wp)
{

	return (wss_pool_sum(wp, 0));
}

/*
 * Those that came out are summed first: neither sum ever falls, so that of two equal ones nobody was
 * inside at the moment between.
 */
uint64_t
wss_pool_inside(struct wss_pool *wp)
{
	uint64_t out;

	out = wss_pool_sum(wp, WSS_GATE_COUNTER / 2) +
	    wss_pool_sum(wp, WSS_GATE_COUNTER / 2 + WSS_GATE_KQUEUE);
	atomic_thread_fence_seq_cst();
	return (wss_pool_sum(wp, 0) + wss_pool_sum(wp, WSS_GATE_KQUEUE) - out);
}
