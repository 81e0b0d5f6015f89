// expect: 0
/* Narrow parameters and results, converted on the way. */
static char c(char x) { return x + 1; }
static unsigned char u(unsigned char x) { return x - 1; }
static short s(short x) { return x * 2; }
static _Bool b(_Bool x) { return !x; }
static long l(long x) { return ~x; }
int main(void) {
    char (*pc)(char) = c;
    unsigned char (*pu)(unsigned char) = u;
    short (*ps)(short) = s;
    _Bool (*pb)(_Bool) = b;
    long (*pl)(long) = l;
    if (pc(127) != -128) return 1;
    if (pc(0x17f) != -128) return 2;
    if (pu(0) != 255 || pu(256) != 255) return 3;
    if (ps(0x4000) != -0x8000) return 4;
    if (pb(256) != 0 || pb(0) != 1) return 5;
    if (pl(0xffffffffu) != ~0xffffffffL) return 6;
    return pl(-1) == 0 ? 0 : 7;
}
