// expect: 63
// Integers of the width that a mode says.
typedef unsigned int byte __attribute__((mode(QI)));
typedef int half __attribute__((__mode__(__HI__)));
typedef int single __attribute__((mode(SI)));
typedef unsigned int both __attribute__((mode(DI)));
static struct {
    int small __attribute__((mode(QI)));
    unsigned int two __attribute__((mode(HI)));
} members;
static int word __attribute__((mode(word)));

int main(void) {
    byte b = 257;
    half h = 65535;
    both d = -1;

    word = -1L;
    return (b == 1) + (h == -1) * 2 + (d > 0xffffffff) * 4 + (sizeof(single) == 4) * 8 +
           (sizeof word == 8) * 16 + (sizeof members == 4) * 32;
}
