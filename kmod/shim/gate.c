/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The gate, for amd64: see gate.h. The code between wss_gate_code and wss_gate_code_end is copied to
 * permanent memory and runs there: it names nothing by address and finds all it needs through the
 * vector that its stub hands over in r10 (for the AST and the filter: the pool).
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/event.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/pcpu.h>
#include <sys/proc.h>
#include <sys/sysent.h>
#include <sys/ucred.h>

#include "gate.h"
#include "vector_var.h"

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
	".globl wss_gate_setid, wss_gate_ast, wss_gate_count, wss_gate_code_end\n"
	".globl wss_gate_attach, wss_gate_detach, wss_gate_event, wss_gate_touch\n"
	"wss_gate_code:\n"

	/* int entry(struct thread *, void *args): a diverted call. */
	"wss_gate_entry:\n"
	"60:\n"
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
	"cmpl %[pass], 4(%%rsp)\n"
	"je 9f\n"
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
	"61:\n"
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

	/*
	 * int count(struct thread *, void *args): a call that the vector's wrap set lets pass whatever the
	 * event. If the process runs by the vector still it is counted, by exchanging the whole of its cell,
	 * and made; else it has to be judged.
	 */
	"wss_gate_count:\n"
	"movq %c[callp](%%rdi), %%r9\n"
	"leaq %c[table](%%r10), %%rax\n"
	"subq %%rax, %%r9\n"
	"cmpq %c[limit](%%r10), %%r9\n"
	"jae 60b\n"
	"movq %%r9, %%rcx\n"
	"shrq $2, %%rcx\n"
	"addq %c[cells](%%r10), %%rcx\n"
	"movq %c[proc](%%rdi), %%r8\n"
	"movq (%%rcx), %%rax\n"
	"51:\n"
	"testq %%rax, %%rax\n"
	"jz 60b\n"
	"cmpq %%r10, %c[sysent](%%r8)\n"
	"jne 60b\n"
	"leaq 1(%%rax), %%rdx\n"
	"lock cmpxchgq %%rdx, (%%rcx)\n"
	"jne 51b\n"
	"movq %c[pool](%%r10), %%rax\n"
	"addq %c[live](%%rax), %%r9\n"
	"testl %[stays], %c[thrcnt](%%r9)\n"
	"jz 61b\n"
	"jmpq *%c[call](%%r9)\n"

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

	/*
	 * The functions of a filter of kqueue(2), r10: the pool; see signals_load.c. What they say while
	 * there is no module is ENXIO, or nothing. Counted apart, lest it looks as if calls were diverted.
	 */
	"wss_gate_attach:\n"
	"movl %[f_attach], %%r11d\n"
	"movl %[enxio], %%eax\n"
	"jmp 71f\n"
	"wss_gate_detach:\n"
	"movl %[f_detach], %%r11d\n"
	"jmp 70f\n"
	"wss_gate_event:\n"
	"movl %[f_event], %%r11d\n"
	"jmp 70f\n"
	"wss_gate_touch:\n"
	"movl %[f_touch], %%r11d\n"
	"70:\n"
	"xorl %%eax, %%eax\n"
	"71:\n"
	"pushq %%rbp\n"
	"movq %%rsp, %%rbp\n"
	"pushq %%r14\n"
	"subq $8, %%rsp\n"
	"movq %%r10, %%r14\n"
	COUNT("r14", "ecx", "rcx", "%c[kqueue]")
	"movq %c[filter](%%r14), %%rcx\n"
	"testq %%rcx, %%rcx\n"
	"jz 72f\n"
	"callq *(%%rcx,%%r11)\n"
	"72:\n"
	COUNT("r14", "ecx", "rcx", "64+%c[kqueue]")
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
	  [cells] "i" (offsetof(struct wss_vector, v_plan) +
	      offsetof(struct wss_plan, cells)),
	  [proc] "i" (offsetof(struct thread, td_proc)),
	  [sysent] "i" (offsetof(struct proc, p_sysent)),
	  [counts] "i" (offsetof(struct wss_pool, wp_counts)),
	  [enter] "i" (offsetof(struct wss_pool, wp_enter)),
	  [leave] "i" (offsetof(struct wss_pool, wp_leave)),
	  [ast] "i" (offsetof(struct wss_pool, wp_ast)),
	  [setid] "i" (offsetof(struct wss_pool, wp_setid)),
	  [filter] "i" (offsetof(struct wss_pool, wp_filter)),
	  [f_attach] "i" (offsetof(struct filterops, f_attach)),
	  [f_detach] "i" (offsetof(struct filterops, f_detach)),
	  [f_event] "i" (offsetof(struct filterops, f_event)),
	  [f_touch] "i" (offsetof(struct filterops, f_touch)),
	  [kqueue] "i" (WSS_GATE_KQUEUE),
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
	  [pass] "i" (WSS_GATE_PASS),
	  [erestart] "i" (ERESTART), [enxio] "i" (ENXIO));
}

_Static_assert(WSS_GATE_COUNTER == 1 << 7, "shlq in the gate");
_Static_assert(sizeof(struct sysent) == 4 * sizeof(uint64_t), "shrq in the gate");
_Static_assert(offsetof(struct wss_vector, v_sv) == 0, "cmpq in the gate");
