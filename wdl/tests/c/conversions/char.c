// expect: 0
/* signed char to every type: by cast, argument, result and assignment. */
static const signed char from[] = { 0, 1, -1, 2, 7, -10, 127, -128, 42 };
static const _Bool to_bool[] = { 0, 1, 1, 1, 1, 1, 1, 1, 1 };
static _Bool as_bool(_Bool v) { return v; }
static const signed char to_char[] = { 0, 1, -1, 2, 7, -10, 127, -128, 42 };
static signed char as_char(signed char v) { return v; }
static const unsigned char to_uchar[] = { 0, 1, 255, 2, 7, 246, 127, 128, 42 };
static unsigned char as_uchar(unsigned char v) { return v; }
static const short to_short[] = { 0, 1, -1, 2, 7, -10, 127, -128, 42 };
static short as_short(short v) { return v; }
static const unsigned short to_ushort[] = { 0, 1, 65535, 2, 7, 65526, 127, 65408, 42 };
static unsigned short as_ushort(unsigned short v) { return v; }
static const int to_int[] = { 0, 1, (-1), 2, 7, (-10), 127, (-128), 42 };
static int as_int(int v) { return v; }
static const unsigned int to_uint[] = { 0u, 1u, 4294967295u, 2u, 7u, 4294967286u, 127u, 4294967168u, 42u };
static unsigned int as_uint(unsigned int v) { return v; }
static const long to_long[] = { 0l, 1l, (-1l), 2l, 7l, (-10l), 127l, (-128l), 42l };
static long as_long(long v) { return v; }
static const unsigned long to_ulong[] = { 0ul, 1ul, 18446744073709551615ul, 2ul, 7ul, 18446744073709551606ul, 127ul, 18446744073709551488ul, 42ul };
static unsigned long as_ulong(unsigned long v) { return v; }
static const long long to_llong[] = { 0ll, 1ll, (-1ll), 2ll, 7ll, (-10ll), 127ll, (-128ll), 42ll };
static long long as_llong(long long v) { return v; }

int main(void) {
    for (unsigned i = 0; i < 9; i++) {
        volatile signed char v = from[i];
        if ((_Bool)from[i] != to_bool[i] || as_bool(v) != to_bool[i]) return 1 + i;
        _Bool l0 = v;
        if (l0 != to_bool[i]) return 11 + i;
        if ((signed char)from[i] != to_char[i] || as_char(v) != to_char[i]) return 21 + i;
        signed char l1 = v;
        if (l1 != to_char[i]) return 31 + i;
        if ((unsigned char)from[i] != to_uchar[i] || as_uchar(v) != to_uchar[i]) return 41 + i;
        unsigned char l2 = v;
        if (l2 != to_uchar[i]) return 51 + i;
        if ((short)from[i] != to_short[i] || as_short(v) != to_short[i]) return 61 + i;
        short l3 = v;
        if (l3 != to_short[i]) return 71 + i;
        if ((unsigned short)from[i] != to_ushort[i] || as_ushort(v) != to_ushort[i]) return 81 + i;
        unsigned short l4 = v;
        if (l4 != to_ushort[i]) return 91 + i;
        if ((int)from[i] != to_int[i] || as_int(v) != to_int[i]) return 101 + i;
        int l5 = v;
        if (l5 != to_int[i]) return 111 + i;
        if ((unsigned int)from[i] != to_uint[i] || as_uint(v) != to_uint[i]) return 121 + i;
        unsigned int l6 = v;
        if (l6 != to_uint[i]) return 131 + i;
        if ((long)from[i] != to_long[i] || as_long(v) != to_long[i]) return 141 + i;
        long l7 = v;
        if (l7 != to_long[i]) return 151 + i;
        if ((unsigned long)from[i] != to_ulong[i] || as_ulong(v) != to_ulong[i]) return 161 + i;
        unsigned long l8 = v;
        if (l8 != to_ulong[i]) return 171 + i;
        if ((long long)from[i] != to_llong[i] || as_llong(v) != to_llong[i]) return 181 + i;
        long long l9 = v;
        if (l9 != to_llong[i]) return 191 + i;
    }
    return 0;
}
