// expect: 41
int f(long long x) {
    int r = 0;
    switch (x) {
    case 0x100000000ll: return 1;
    case -1: return 2;
    case 'a' ... 'f': r = 10;
    case 1 ... 3: r += 3; break;
    default: return 9;
    case 0x7fffffffffffffffll: r = 77;
    }
    return r;
}
int g(unsigned char c) { switch (c) { case 255: return 1; case 128: return 2; case 0: return 3; } return 4; }
int h(unsigned x) { switch (x) { case -1: return 5; case 0x80000000: return 6; } return 7; }
int duff(char *to, const char *from, int count) {
    int n = (count + 7) / 8; char *t = to;
    switch (count % 8) { case 0: do { *to++ = *from++; case 7: *to++ = *from++; case 6: *to++ = *from++; case 5: *to++ = *from++;
      case 4: *to++ = *from++; case 3: *to++ = *from++; case 2: *to++ = *from++; case 1: *to++ = *from++; } while (--n > 0); }
    return to - t;
}
int odd(int x) { switch (x) if (x > 1) { case 0: return 1; case 5: return 2; } else default: return 3; return 4; }
int nobody(int x) { switch (x); switch (x) { int y; case 1: y = 4; return y; } return 0; }
int inner(int x) { switch (x) { case 1: switch (x + 1) { case 2: x = 9; break; default: x = 8; } x++; break; case 2: while (1) { if (x++ > 5) break; continue; } } return x; }
int main(void) {
    char b[20] = {0};
    int r = f(1ll << 32) + f(-1) * 2 + f('c') * 3 + f(2) * 4 + f(7) + f(0x7fffffffffffffffll) + g(-1) + g(128) + g(256) + h(-1) + h(1u << 31);
    r = r * 3 + duff(b, "hello, world!", 13) + b[12] + odd(0) + odd(1) + odd(5) + odd(7) + nobody(1) + inner(1) + inner(2);
    return r & 255;
}