// expect: 94
// Bit-fields of packed structures: one behind the other, across every boundary.
#define PACKED __attribute__((packed))

struct PACKED narrow {
    unsigned a : 3;
    int b : 7;
    unsigned c : 22;
    signed char d : 5;
};

struct PACKED wide {
    char head;
    unsigned long a : 5;
    long b : 61;
    unsigned long c : 64;
    _Bool d : 1;
    char tail;
};

struct PACKED resumed {
    unsigned a : 1;
    int : 0;
    unsigned b : 1;
    short : 5;
    unsigned c : 13;
    char d;
    int e : 4;
};

union PACKED either {
    int a : 11;
    unsigned char bytes[2];
};

static struct narrow n = {5, -33, 0x2abcde, -9};
static struct wide w = {1, 17, -3, 0xfedcba9876543210, 1, 2};
static const struct wide list[2] = {{.b = -1}, {.c = ~0UL, .tail = 9}};

static unsigned long sum(const void *from, unsigned long size) {
    const unsigned char *p = from;
    unsigned long s = 0;
    for (unsigned long i = 0; i < size; i++)
        s = s * 31 + p[i];
    return s;
}

static struct wide turned(struct wide s) {
    s.b = -s.b;
    s.c++;
    s.a <<= 2;
    s.d = !s.d;
    return s;
}

int main(void) {
    unsigned long s = sizeof(struct narrow) + 10 * sizeof(struct wide) +
                      100 * sizeof(struct resumed) + 1000 * sizeof(union either);
    s = s * 3 + _Alignof(struct wide);
    s = s * 31 + sum(&n, sizeof n);
    s = s * 31 + sum(&w, sizeof w);
    s = s * 31 + sum(list, sizeof list);
    s = s * 31 + n.a + n.b + n.c + n.d;

    struct wide local[3] = {{0, 1, 2, 3, 1, 4}, w, {.c = 77}};
    local[2] = turned(local[1]);
    s = s * 31 + (local[2].b == 3) + (local[2].c == w.c + 1) + local[2].a;
    s = s * 31 + (unsigned long)(local[1].b = 1L << 60) + (local[0].d ^= 1);
    s = s * 31 + sum(local, sizeof local);
    for (int i = -70; i < 70; i++) {
        n.b = i;
        n.d += i;
        n.c -= 99999;
        s = s * 31 + n.b-- * 7 + n.d + n.c;
    }
    s = s * 31 + sum(&n, sizeof n);

    struct resumed r = {1, 0, 0x1555, 3, -5};
    r.b = r.a;
    s = s * 31 + sum(&r, sizeof r) + (r.c > 0x1000) + (r.e < 0);
    union either e = {.a = -700};
    s = s * 31 + e.bytes[0] + (e.bytes[1] & 7);
    return (s ^ s >> 8 ^ s >> 16 ^ s >> 24 ^ s >> 32 ^ s >> 40 ^ s >> 48 ^ s >> 56) & 127;
}
