typedef int four __attribute__((vector_size(16)));
extern int other __attribute__((alias("one")));
static void begin(void) __attribute__((constructor));
struct s { int a; } __attribute__((scalar_storage_order("big-endian")));
static int f(void) {
    int held __attribute__((__cleanup__(begin))) = 1;
    return held;
}
