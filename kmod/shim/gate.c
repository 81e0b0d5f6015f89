/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The gate: see gate.h. The code between wss_gate_code and wss_gate_code_end is copied to permanent
 * memory and runs there: it names nothing by address and finds all it needs through the vector that
 * its stub hands over in r10 (for the AST: the pool).
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/eventhandler.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/pcpu.h>
#include <sys/proc.h>
#include <sys/smp.h>
#include <sys/sysent.h>
#include <sys/ucred.h>

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
    wss_gate_code_end[];

/*
 * rbx: thread, r12: arguments, r13: vector, r14: pool.
 *
 * The counters: one that goes in increments the first counter of its processor, and reads the pointer
 * into the module after that (the locked increment orders the two); one that comes out increments the
 * second, maybe of another processor. See wss_pool_inside.
 */
#define	COUNT(pool, scratch32, scratch64, at)				\
	"movl %%gs:%c[cpuid], %%" scratch32 "\n"			\
	"shlq $7, %%" scratch64 "\n"					\
	"addq %c[counts](%%" pool "), %%" scratch64 "\n"		\
	"lock incq " at "(%%" scratch64 ")\n"

static __used __attribute__((naked)) void
wss_gate(void)
{

	__asm __volatile(
	".globl wss_gate_code, wss_gate_entry, wss_gate_forward\n"
	".globl wss_gate_setid, wss_gate_ast, wss_gate_code_end\n"
	"wss_gate_code:\n"

	/* int entry(struct thread *, void *args): a diverted call. */
	"wss_gate_entry:\n"
	"pushq %%rbp\n"
	"movq %%rsp, %%rbp\n"
	"pushq %%rbx\n"
	"pushq %%r12\n"
	"pushq %%r13\n"
	"pushq %%r14\n"
	"subq $16, %%rsp\n"
	"movq %%rdi, %%rbx\n"
	"movq %%rsi, %%r12\n"
	"movq %%r10, %%r13\n"
	"movq %c[pool](%%r13), %%r14\n"
	COUNT("r14", "eax", "rax", "")
	"xorl %%eax, %%eax\n"
	"movq %c[enter](%%r14), %%rcx\n"
	"testq %%rcx, %%rcx\n"
	"jz 1f\n"
	"movq %%r13, %%rdx\n"
	"callq *%%rcx\n"
	"1:\n"
	COUNT("r14", "ecx", "rcx", "64")
	"movq %%rax, %%rcx\n"
	"shrq $32, %%rcx\n"
	"cmpl %[done], %%ecx\n"
	"je 9f\n"
	"movl %%ecx, 4(%%rsp)\n"
	"callq 20f\n"
	"cmpl %[native], 4(%%rsp)\n"
	"jne 2f\n"
	"cmpl %[erestart], %%eax\n"
	"jne 9f\n"
	"2:\n"
	"movl %%eax, (%%rsp)\n"
	COUNT("r14", "ecx", "rcx", "")
	"movq %c[leave](%%r14), %%rax\n"
	"testq %%rax, %%rax\n"
	"jz 3f\n"
	"movq %%rbx, %%rdi\n"
	"movq %%r12, %%rsi\n"
	"movq %%r13, %%rdx\n"
	"movl (%%rsp), %%ecx\n"
	"movl 4(%%rsp), %%r8d\n"
	"callq *%%rax\n"
	"movl %%eax, (%%rsp)\n"
	"3:\n"
	COUNT("r14", "ecx", "rcx", "64")
	"movl (%%rsp), %%eax\n"
	"9:\n"
	"addq $16, %%rsp\n"
	"popq %%r14\n"
	"popq %%r13\n"
	"popq %%r12\n"
	"popq %%rbx\n"
	"popq %%rbp\n"
	"retq\n"

	/* int forward(struct thread *, void *args): a call that modules may bring and take away. */
	"wss_gate_forward:\n"
	"pushq %%rbp\n"
	"movq %%rsp, %%rbp\n"
	"pushq %%rbx\n"
	"pushq %%r12\n"
	"pushq %%r13\n"
	"pushq %%r14\n"
	"movq %%rdi, %%rbx\n"
	"movq %%rsi, %%r12\n"
	"movq %%r10, %%r13\n"
	"movq %c[pool](%%r13), %%r14\n"
	"callq 20f\n"
	"popq %%r14\n"
	"popq %%r13\n"
	"popq %%r12\n"
	"popq %%rbx\n"
	"popq %%rbp\n"
	"retq\n"

	/* Calls the function that the kernel's own table has now for the call. */
	"20:\n"
	"movq %c[callp](%%rbx), %%rax\n"
	"leaq %c[table](%%r13), %%rcx\n"
	"subq %%rcx, %%rax\n"
	"cmpq %c[limit](%%r13), %%rax\n"
	"jae 21f\n"
	"addq %c[live](%%r14), %%rax\n"
	"jmp 22f\n"
	"21:\n"
	"movq %c[nosys](%%r14), %%rax\n"
	"22:\n"
	"testl %[stays], %c[thrcnt](%%rax)\n"
	"jz 23f\n"
	"movq %%rbx, %%rdi\n"
	"movq %%r12, %%rsi\n"
	"jmpq *%c[call](%%rax)\n"
	/* It may have come since the table was copied. */
	"23:\n"
	"testb %[capenabled], %c[flags](%%rax)\n"
	"jnz 24f\n"
	"movq %c[ucred](%%rbx), %%rcx\n"
	"testl %[capmode], %c[crflags](%%rcx)\n"
	"jz 24f\n"
	"movl %[ecapmode], %%eax\n"
	"retq\n"
	"24:\n"
	"subq $24, %%rsp\n"
	"movq %%rax, 8(%%rsp)\n"
	"movq %%rbx, %%rdi\n"
	"leaq 8(%%rsp), %%rsi\n"
	"callq *%c[thread_enter](%%r14)\n"
	"testl %%eax, %%eax\n"
	"jnz 25f\n"
	"movq %%rbx, %%rdi\n"
	"movq %%r12, %%rsi\n"
	"movq 8(%%rsp), %%rax\n"
	"callq *%c[call](%%rax)\n"
	"movq 8(%%rsp), %%rsi\n"
	"testl %[stays], %c[thrcnt](%%rsi)\n"
	"jnz 25f\n"
	"movl %%eax, (%%rsp)\n"
	"movq %%rbx, %%rdi\n"
	"callq *%c[thread_exit](%%r14)\n"
	"movl (%%rsp), %%eax\n"
	"25:\n"
	"addq $24, %%rsp\n"
	"retq\n"

	/* int setid(struct thread *, struct image_params *): sv_setid_allowed of the gate vectors. */
	"wss_gate_setid:\n"
	"pushq %%rbp\n"
	"movq %%rsp, %%rbp\n"
	"pushq %%rbx\n"
	"pushq %%r12\n"
	"pushq %%r13\n"
	"pushq %%r14\n"
	"movq %%rdi, %%rbx\n"
	"movq %%rsi, %%r12\n"
	"movq %%r10, %%r13\n"
	"movq %c[pool](%%r13), %%r14\n"
	COUNT("r14", "eax", "rax", "")
	"movq %c[setid](%%r14), %%rcx\n"
	"testq %%rcx, %%rcx\n"
	"jz 31f\n"
	"movq %%r13, %%rdx\n"
	"callq *%%rcx\n"
	COUNT("r14", "ecx", "rcx", "64")
	"jmp 39f\n"
	"31:\n"
	COUNT("r14", "ecx", "rcx", "64")
	"movq %c[origin](%%r13), %%rcx\n"
	"movq %c[allowed](%%rcx), %%rcx\n"
	"movl $1, %%eax\n"
	"testq %%rcx, %%rcx\n"
	"jz 39f\n"
	"movq %%rbx, %%rdi\n"
	"movq %%r12, %%rsi\n"
	"callq *%%rcx\n"
	"39:\n"
	"popq %%r14\n"
	"popq %%r13\n"
	"popq %%r12\n"
	"popq %%rbx\n"
	"popq %%rbp\n"
	"retq\n"

	/* void ast(struct thread *, int): on the way to user mode after an exec. */
	"wss_gate_ast:\n"
	"pushq %%rbp\n"
	"movq %%rsp, %%rbp\n"
	"pushq %%r14\n"
	"subq $8, %%rsp\n"
	"movq %%r10, %%r14\n"
	COUNT("r14", "eax", "rax", "")
	"movq %c[ast](%%r14), %%rax\n"
	"testq %%rax, %%rax\n"
	"jz 41f\n"
	"callq *%%rax\n"
	"41:\n"
	COUNT("r14", "ecx", "rcx", "64")
	"addq $8, %%rsp\n"
	"popq %%r14\n"
	"popq %%rbp\n"
	"retq\n"
	"wss_gate_code_end:\n"
	:
	: [cpuid] "i" (offsetof(struct pcpu, pc_cpuid)),
	  [pool] "i" (offsetof(struct wss_vector, v_pool)),
	  [table] "i" (offsetof(struct wss_vector, v_table)),
	  [limit] "i" (offsetof(struct wss_vector, v_limit)),
	  [origin] "i" (offsetof(struct wss_vector, v_origin)),
	  [counts] "i" (offsetof(struct wss_pool, wp_counts)),
	  [enter] "i" (offsetof(struct wss_pool, wp_enter)),
	  [leave] "i" (offsetof(struct wss_pool, wp_leave)),
	  [ast] "i" (offsetof(struct wss_pool, wp_ast)),
	  [setid] "i" (offsetof(struct wss_pool, wp_setid)),
	  [live] "i" (offsetof(struct wss_pool, wp_live)),
	  [nosys] "i" (offsetof(struct wss_pool, wp_nosys)),
	  [thread_enter] "i" (offsetof(struct wss_pool, wp_thread_enter)),
	  [thread_exit] "i" (offsetof(struct wss_pool, wp_thread_exit)),
	  [callp] "i" (offsetof(struct thread, td_sa) +
	      offsetof(struct syscall_args, callp)),
	  [ucred] "i" (offsetof(struct thread, td_ucred)),
	  [crflags] "i" (offsetof(struct ucred, cr_flags)),
	  [thrcnt] "i" (offsetof(struct sysent, sy_thrcnt)),
	  [flags] "i" (offsetof(struct sysent, sy_flags)),
	  [call] "i" (offsetof(struct sysent, sy_call)),
	  [allowed] "i" (offsetof(struct sysentvec, sv_setid_allowed)),
	  [stays] "i" (SY_THR_STATIC), [capenabled] "i" (SYF_CAPENABLED),
	  [capmode] "i" (CRED_FLAG_CAPMODE), [ecapmode] "i" (ECAPMODE),
	  [native] "i" (WSS_GATE_NATIVE), [done] "i" (WSS_GATE_DONE),
	  [erestart] "i" (ERESTART));
}

_Static_assert(WSS_GATE_COUNTER == 1 << 7, "shlq in the gate");

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

static void
wss_pool_seal(char *page)
{
	int error;

	error = pmap_change_prot((vm_offset_t)page, PAGE_SIZE, VM_PROT_READ | VM_PROT_EXECUTE);
	KASSERT(error == 0, ("code page not sealed: %d", error));
	(void)error;
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

void
wss_pool_stubs(struct wss_pool *wp, struct wss_vector *v)
{
	char *page, *at;
	uint32_t i;

	if (wp->wp_stubs == NULL || wp->wp_stubs_used == PAGE_SIZE / WSS_STUBS) {
		page = wss_pool_page();
		wp->wp_stub_of = malloc(PAGE_SIZE / WSS_STUBS * sizeof(*wp->wp_stub_of),
		    M_PERMANENT, M_WAITOK | M_ZERO);
		for (i = 0; i < PAGE_SIZE / WSS_STUBS; i++) {
			at = page + i * WSS_STUBS;
			wss_pool_stub(at, &wp->wp_stub_of[i], true,
			    wp->wp_code + (wss_gate_entry - wss_gate_code));
			wss_pool_stub(at + WSS_STUB, &wp->wp_stub_of[i], true,
			    wp->wp_code + (wss_gate_forward - wss_gate_code));
			wss_pool_stub(at + 2 * WSS_STUB, &wp->wp_stub_of[i], true,
			    wp->wp_code + (wss_gate_setid - wss_gate_code));
		}
		wss_pool_seal(page);
		wp->wp_stubs = page;
		wp->wp_stubs_used = 0;
	}
	at = wp->wp_stubs + wp->wp_stubs_used * WSS_STUBS;
	wp->wp_stub_of[wp->wp_stubs_used++] = v;
	v->v_entry = (sy_call_t *)at;
	v->v_forward = (sy_call_t *)(at + WSS_STUB);
	v->v_setid = (int (*)(struct thread *, struct image_params *))(at + 2 * WSS_STUB);
}

/* A pool of another build of the module is left alone. */
static uint64_t
wss_pool_version(void)
{
	const char *at;
	uint64_t h;

	h = 0xcbf29ce484222325UL ^ sizeof(struct wss_vector) ^ sizeof(struct wss_pool) << 16;
	for (at = wss_gate_code; at < wss_gate_code_end; at++)
		h = (h ^ (uint8_t)*at) * 0x100000001b3UL;
	return (h);
}

static struct wss_pool *
wss_pool_make(void)
{
	struct wss_pool *wp;
	size_t ast;

	wp = malloc(sizeof(*wp), M_PERMANENT, M_WAITOK | M_ZERO);
	wp->wp_version = wss_pool_version();
	wp->wp_live = sysent;
	wp->wp_nosys = &nosys_sysent;
	wp->wp_thread_enter = syscall_thread_enter;
	wp->wp_thread_exit = syscall_thread_exit;
	wp->wp_counts = malloc((mp_maxid + 1) * WSS_GATE_COUNTER, M_PERMANENT,
	    M_WAITOK | M_ZERO);
	ast = roundup2((size_t)(wss_gate_code_end - wss_gate_code), WSS_STUB);
	KASSERT(ast + WSS_STUB <= PAGE_SIZE, ("the gate's code is too long"));
	wp->wp_code = wss_pool_page();
	memcpy(wp->wp_code, wss_gate_code, wss_gate_code_end - wss_gate_code);
	wp->wp_ast_stub = wp->wp_code + ast;
	wss_pool_stub(wp->wp_ast_stub, wp, false,
	    wp->wp_code + (wss_gate_ast - wss_gate_code));
	wss_pool_seal(wp->wp_code);
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

	out = wss_pool_sum(wp, WSS_GATE_COUNTER / 2);
	atomic_thread_fence_seq_cst();
	return (wss_pool_sum(wp, 0) - out);
}
