// expect: 64
int main(void) { int s = 0; for (int i = 0; i < 3; i++) {
#define A s += i * 3; s ^= s << 1; s &= 0xffff; s -= i; if (s & 1) s += 5; else s ^= 9;
#define B A A A A A A A A A A
#define C B B B B B B B B B B
#define D C C C C C C C C C C
D D D D } return s & 255; }
