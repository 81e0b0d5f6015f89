// expect: 0
#include <stdatomic.h>
static atomic_int count = ATOMIC_VAR_INIT(3);
static _Atomic unsigned char small = 255;
static atomic_flag flag = ATOMIC_FLAG_INIT;
static int order[3], at;
static int next(int n) { order[at++] = n; return n; }
int main(void) {
    if (atomic_fetch_add(&count, 4) != 3 || atomic_load(&count) != 7) return 1;
    if (atomic_fetch_sub_explicit(&count, 1, memory_order_relaxed) != 7 || count != 6) return 2;
    if (atomic_fetch_or(&count, 1) != 6 || atomic_fetch_xor(&count, 3) != 7 || atomic_fetch_and(&count, 12) != 4) return 3;
    if (atomic_exchange(&small, 7) != 255 || atomic_fetch_add(&small, 255) != 7 || small != 6) return 4;
    int want = 5;
    if (atomic_compare_exchange_strong(&count, &want, 9) || want != 4) return 5;
    if (!atomic_compare_exchange_weak(&count, &want, 9) || count != 9) return 6;
    if (atomic_flag_test_and_set(&flag) || !atomic_flag_test_and_set(&flag)) return 7;
    atomic_flag_clear(&flag);
    if (atomic_flag_test_and_set(&flag)) return 8;
    long x = 10, *p = &x, got;
    if (__sync_fetch_and_add(p, 5) != 10 || __sync_sub_and_fetch(&x, 1) != 14 || __atomic_nand_fetch(&x, 6, __ATOMIC_SEQ_CST) != ~6) return 9;
    if (__sync_bool_compare_and_swap(&x, 1, 2) || __sync_val_compare_and_swap(&x, ~6, 2) != ~6 || x != 2) return 10;
    if (__sync_lock_test_and_set(&x, 8) != 2) return 11;
    __sync_lock_release(&x);
    __sync_synchronize();
    __atomic_store_n(&x, next(4), __ATOMIC_RELEASE);
    if (__atomic_add_fetch(p, next(2), __ATOMIC_SEQ_CST) != 6 || __atomic_fetch_and(&x, 2, 0) != 6) return 12;
    __atomic_load(&x, &got, __ATOMIC_ACQUIRE);
    return got != 2 || at != 2 || atomic_load_explicit(&x, memory_order_acquire) != __atomic_load_n(p, 5);
}
