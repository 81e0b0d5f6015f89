// expect: 89
// The alignment that a function, a variable and a member are declared with.
void aligned(void) __attribute__((aligned(64)));
void aligned(void) {}
static int variable __attribute__((aligned(16)));
static struct { char c; int m; } s;

int main(void) {
    return __alignof__(aligned) + __alignof__(variable) + __alignof__(s.m) + __alignof__(s) +
           __alignof__(int) * (__alignof__(&aligned) == 8) - 3;
}
