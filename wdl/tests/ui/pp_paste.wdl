#define start(a) ## a
#define join(a, b) a ## b
int x = join(+, /) 1;
