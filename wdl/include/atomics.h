/* What gcc and clang have built in for atomic access. A program has one thread and a clause the state
 * that it names for itself, so that plain accesses are atomic, in any order that is asked for. */
#define __ATOMIC_RELAXED 0
#define __ATOMIC_CONSUME 1
#define __ATOMIC_ACQUIRE 2
#define __ATOMIC_RELEASE 3
#define __ATOMIC_ACQ_REL 4
#define __ATOMIC_SEQ_CST 5
#define __wss_change(p, v, value, result) ({ __typeof__(*(p)) *__wss_at = (p); __typeof__((v) + 0) __wss_by = (v); __typeof__(*(p)) __wss_old = *__wss_at; *__wss_at = value; result; })
#define __atomic_fetch_add(p, v, order) __wss_change(p, v, __wss_old + __wss_by, __wss_old)
#define __atomic_add_fetch(p, v, order) __wss_change(p, v, __wss_old + __wss_by, *__wss_at)
#define __sync_fetch_and_add(p, v, ...) __wss_change(p, v, __wss_old + __wss_by, __wss_old)
#define __sync_add_and_fetch(p, v, ...) __wss_change(p, v, __wss_old + __wss_by, *__wss_at)
#define __atomic_fetch_sub(p, v, order) __wss_change(p, v, __wss_old - __wss_by, __wss_old)
#define __atomic_sub_fetch(p, v, order) __wss_change(p, v, __wss_old - __wss_by, *__wss_at)
#define __sync_fetch_and_sub(p, v, ...) __wss_change(p, v, __wss_old - __wss_by, __wss_old)
#define __sync_sub_and_fetch(p, v, ...) __wss_change(p, v, __wss_old - __wss_by, *__wss_at)
#define __atomic_fetch_and(p, v, order) __wss_change(p, v, __wss_old & __wss_by, __wss_old)
#define __atomic_and_fetch(p, v, order) __wss_change(p, v, __wss_old & __wss_by, *__wss_at)
#define __sync_fetch_and_and(p, v, ...) __wss_change(p, v, __wss_old & __wss_by, __wss_old)
#define __sync_and_and_fetch(p, v, ...) __wss_change(p, v, __wss_old & __wss_by, *__wss_at)
#define __atomic_fetch_or(p, v, order) __wss_change(p, v, __wss_old | __wss_by, __wss_old)
#define __atomic_or_fetch(p, v, order) __wss_change(p, v, __wss_old | __wss_by, *__wss_at)
#define __sync_fetch_and_or(p, v, ...) __wss_change(p, v, __wss_old | __wss_by, __wss_old)
#define __sync_or_and_fetch(p, v, ...) __wss_change(p, v, __wss_old | __wss_by, *__wss_at)
#define __atomic_fetch_xor(p, v, order) __wss_change(p, v, __wss_old ^ __wss_by, __wss_old)
#define __atomic_xor_fetch(p, v, order) __wss_change(p, v, __wss_old ^ __wss_by, *__wss_at)
#define __sync_fetch_and_xor(p, v, ...) __wss_change(p, v, __wss_old ^ __wss_by, __wss_old)
#define __sync_xor_and_fetch(p, v, ...) __wss_change(p, v, __wss_old ^ __wss_by, *__wss_at)
#define __atomic_fetch_nand(p, v, order) __wss_change(p, v, ~(__wss_old & __wss_by), __wss_old)
#define __atomic_nand_fetch(p, v, order) __wss_change(p, v, ~(__wss_old & __wss_by), *__wss_at)
#define __sync_fetch_and_nand(p, v, ...) __wss_change(p, v, ~(__wss_old & __wss_by), __wss_old)
#define __sync_nand_and_fetch(p, v, ...) __wss_change(p, v, ~(__wss_old & __wss_by), *__wss_at)
#define __atomic_exchange_n(p, v, order) __wss_change(p, v, __wss_by, __wss_old)
#define __atomic_exchange(p, v, old, order) ((void)(*(old) = __atomic_exchange_n(p, *(v), order)))
#define __atomic_load_n(p, order) ({ __typeof__(*(p)) *__wss_at = (p); *__wss_at; })
#define __atomic_load(p, to, order) ((void)(*(to) = *(p)))
#define __atomic_store_n(p, v, order) ((void)(*(p) = (v)))
#define __atomic_store(p, v, order) ((void)(*(p) = *(v)))
#define __atomic_compare_exchange_n(p, expected, desired, weak, success, failure) ({ __typeof__(*(p)) *__wss_at = (p), *__wss_old = (expected), __wss_new = (desired); _Bool __wss_same = *__wss_at == *__wss_old; if (__wss_same) *__wss_at = __wss_new; else *__wss_old = *__wss_at; __wss_same; })
#define __atomic_compare_exchange(p, expected, desired, weak, success, failure) __atomic_compare_exchange_n(p, expected, *(desired), weak, success, failure)
#define __atomic_test_and_set(p, order) ({ unsigned char *__wss_at = (void *)(p); _Bool __wss_old = *__wss_at; *__wss_at = 1; __wss_old; })
#define __atomic_clear(p, order) ((void)(*(unsigned char *)(p) = 0))
#define __atomic_thread_fence(order) ((void)(order))
#define __atomic_signal_fence(order) ((void)(order))
#define __atomic_is_lock_free(size, p) 1
#define __atomic_always_lock_free(size, p) 1
#define __sync_val_compare_and_swap(p, expected, desired, ...) ({ __typeof__(*(p)) *__wss_at = (p), __wss_want = (expected), __wss_new = (desired), __wss_old = *__wss_at; if (__wss_old == __wss_want) *__wss_at = __wss_new; __wss_old; })
#define __sync_bool_compare_and_swap(p, expected, desired, ...) ({ __typeof__(*(p)) *__wss_at = (p), __wss_want = (expected), __wss_new = (desired); _Bool __wss_same = *__wss_at == __wss_want; if (__wss_same) *__wss_at = __wss_new; __wss_same; })
#define __sync_lock_test_and_set(p, v, ...) __wss_change(p, v, __wss_by, __wss_old)
#define __sync_lock_release(p, ...) ((void)(*(p) = 0))
#define __sync_synchronize(...) ((void)0)
