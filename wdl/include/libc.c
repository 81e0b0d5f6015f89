/*
 * What freestanding programs expect to be there without a C library. A function that a program calls
 * or declares, and does not define, is taken from here; of those without a body the machine has its
 * own (see sema/function.rs).
 */
void abort(void);
void exit(int status);
void _exit(int status);
void _Exit(int status);
void __builtin_trap(void);
void __builtin_unreachable(void);
void *memcpy(void *to, const void *from, unsigned long n);
void *memmove(void *to, const void *from, unsigned long n);
void *memset(void *s, int c, unsigned long n);
int memcmp(const void *a, const void *b, unsigned long n);
unsigned long strlen(const char *s);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, unsigned long n);
char *strstr(const char *s, const char *part);
char *strchr(const char *s, int c);

void *mempcpy(void *to, const void *from, unsigned long n) {
    char *t = to;
    const char *f = from;
    while (n--)
        *t++ = *f++;
    return t;
}
void *memchr(const void *s, int c, unsigned long n) {
    const unsigned char *p = s;
    for (; n--; p++)
        if (*p == (unsigned char)c)
            return (void *)p;
    return 0;
}
char *stpcpy(char *to, const char *from) {
    while ((*to = *from++))
        to++;
    return to;
}
char *strcpy(char *to, const char *from) {
    for (char *t = to; (*t = *from++); t++)
        ;
    return to;
}
char *strncpy(char *to, const char *from, unsigned long n) {
    for (char *t = to; n--; t++)
        if ((*t = *from))
            from++;
    return to;
}
char *strcat(char *to, const char *from) {
    char *t = to;
    while (*t)
        t++;
    while ((*t++ = *from++))
        ;
    return to;
}
char *strncat(char *to, const char *from, unsigned long n) {
    char *t = to;
    while (*t)
        t++;
    while (n-- && *from)
        *t++ = *from++;
    *t = 0;
    return to;
}
char *strrchr(const char *s, int c) {
    const char *last = 0;
    for (;; s++) {
        if (*s == (char)c)
            last = s;
        if (!*s)
            return (char *)last;
    }
}
unsigned long strnlen(const char *s, unsigned long n) {
    unsigned long i = 0;
    while (i < n && s[i])
        i++;
    return i;
}
unsigned long strspn(const char *s, const char *of) {
    unsigned long n = 0;
    for (const char *p; s[n]; n++) {
        for (p = of; *p && *p != s[n]; p++)
            ;
        if (!*p)
            break;
    }
    return n;
}
unsigned long strcspn(const char *s, const char *of) {
    unsigned long n = 0;
    for (; s[n]; n++)
        for (const char *p = of; *p; p++)
            if (*p == s[n])
                return n;
    return n;
}
char *strpbrk(const char *s, const char *of) {
    for (; *s; s++)
        for (const char *p = of; *p; p++)
            if (*p == *s)
                return (char *)s;
    return 0;
}
char *index(const char *s, int c) {
    for (; *s != (char)c; s++)
        if (!*s)
            return 0;
    return (char *)s;
}
char *rindex(const char *s, int c) {
    const char *last = 0;
    for (;; s++) {
        if (*s == (char)c)
            last = s;
        if (!*s)
            return (char *)last;
    }
}
void bzero(void *s, unsigned long n) {
    for (char *p = s; n--;)
        *p++ = 0;
}
void bcopy(const void *from, void *to, unsigned long n) {
    const char *f = from;
    char *t = to;
    if (t <= f)
        while (n--)
            *t++ = *f++;
    else
        while (n--)
            t[n] = f[n];
}
int bcmp(const void *a, const void *b, unsigned long n) {
    const char *x = a, *y = b;
    for (; n--; x++, y++)
        if (*x != *y)
            return 1;
    return 0;
}

int abs(int n) { return n < 0 ? -n : n; }
long labs(long n) { return n < 0 ? -n : n; }
long long llabs(long long n) { return n < 0 ? -n : n; }

/* Magnitude of the number that a text begins with, and in base 0 that of its base; *end is behind it, or null. */
unsigned long __builtin_digits(const char *s, int base, const char **end, _Bool *negative, _Bool *large) {
    unsigned long n = 0;
    *end = 0;
    *negative = 0;
    if (base < 0 || base == 1 || base > 36)
        return 0;
    while (*s == ' ' || (*s >= '\t' && *s <= '\r'))
        s++;
    *negative = *s == '-';
    if (*s == '-' || *s == '+')
        s++;
    int first = (s[0] == '0' && (s[1] | 32) == 'x') ? s[2] : 0;
    _Bool hexadecimal = (first >= '0' && first <= '9') || ((first | 32) >= 'a' && (first | 32) <= 'f');
    if (hexadecimal && (base == 0 || base == 16)) {
        s += 2;
        base = 16;
    }
    if (base == 0)
        base = *s == '0' ? 8 : 10;
    for (;; s++) {
        int c = *s, digit = 99;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if ((c | 32) >= 'a' && (c | 32) <= 'z')
            digit = (c | 32) - 'a' + 10;
        if (digit >= base)
            return n;
        *large |= n > (-1UL - digit) / base;
        n = n * base + digit;
        *end = s + 1;
    }
}

long __builtin_to_long(const char *s, char **end, int base) {
    const char *behind;
    _Bool negative, large = 0;
    unsigned long n = __builtin_digits(s, base, &behind, &negative, &large);
    if (end)
        *end = (char *)(behind ? behind : s);
    if (large || n > (1UL << 63) - !negative)
        return negative ? 1UL << 63 : -1UL >> 1;
    return negative ? -n : n;
}

unsigned long __builtin_to_ulong(const char *s, char **end, int base) {
    const char *behind;
    _Bool negative, large = 0;
    unsigned long n = __builtin_digits(s, base, &behind, &negative, &large);
    if (end)
        *end = (char *)(behind ? behind : s);
    return large ? -1UL : negative ? -n : n;
}

long strtol(const char *s, char **end, int base) { return __builtin_to_long(s, end, base); }
long long strtoll(const char *s, char **end, int base) { return __builtin_to_long(s, end, base); }
unsigned long strtoul(const char *s, char **end, int base) { return __builtin_to_ulong(s, end, base); }
unsigned long long strtoull(const char *s, char **end, int base) { return __builtin_to_ulong(s, end, base); }
int atoi(const char *s) { return __builtin_to_long(s, 0, 10); }
long atol(const char *s) { return __builtin_to_long(s, 0, 10); }
long long atoll(const char *s) { return __builtin_to_long(s, 0, 10); }

void *bsearch(const void *key, const void *base, unsigned long count, unsigned long size,
              int (*order)(const void *, const void *)) {
    const char *from = base;
    while (count) {
        const char *middle = from + count / 2 * size;
        int side = order(key, middle);
        if (side == 0)
            return (void *)middle;
        if (side > 0) {
            from = middle + size;
            count--;
        }
        count /= 2;
    }
    return 0;
}

/* Turns count elements around. */
void __builtin_reverse(char *base, unsigned long count, unsigned long size) {
    for (char *last = base + count * size; count > 1; count -= 2, base += size) {
        last -= size;
        for (unsigned long i = 0; i < size; i++) {
            char kept = base[i];
            base[i] = last[i];
            last[i] = kept;
        }
    }
}

/* Merges two sorted runs in place, as Kim and Kutzner's SymMerge does: half of the longer one, and what belongs before
   it of the other, change places with what is between. */
void __builtin_merge(char *base, unsigned long left, unsigned long right, unsigned long size,
                     int (*order)(const void *, const void *)) {
    while (left && right && order(base + (left - 1) * size, base + left * size) > 0) {
        char *middle = base + left * size;
        unsigned long a, b, low = 0, high;
        if (left > right) {
            a = left / 2;
            for (high = right; low < high;) {
                b = (low + high) / 2;
                if (order(middle + b * size, base + a * size) < 0)
                    low = b + 1;
                else
                    high = b;
            }
            b = low;
        } else {
            b = (right + 1) / 2;
            for (high = left; low < high;) {
                a = (low + high) / 2;
                if (order(middle + (b - 1) * size, base + a * size) < 0)
                    high = a;
                else
                    low = a + 1;
            }
            a = low;
        }
        __builtin_reverse(base + a * size, left - a, size);
        __builtin_reverse(middle, b, size);
        __builtin_reverse(base + a * size, left - a + b, size);
        __builtin_merge(base, a, b, size, order);
        base += (a + b) * size;
        left -= a;
        right -= b;
    }
}

/* Stable, as the one that programs grew up with. */
void qsort(void *base, unsigned long count, unsigned long size, int (*order)(const void *, const void *)) {
    for (unsigned long run = 1; run < count; run *= 2) {
        for (unsigned long at = 0; at + run < count; at += 2 * run) {
            unsigned long right = count - at - run;
            __builtin_merge((char *)base + at * size, run, right < run ? right : run, size, order);
        }
    }
}

int isdigit(int c) { return c >= '0' && c <= '9'; }
int isupper(int c) { return c >= 'A' && c <= 'Z'; }
int islower(int c) { return c >= 'a' && c <= 'z'; }
int isalpha(int c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
int isalnum(int c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }
int isxdigit(int c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'); }
int isblank(int c) { return c == ' ' || c == '\t'; }
int isspace(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
int iscntrl(int c) { return (c >= 0 && c < 32) || c == 127; }
int isprint(int c) { return c >= 32 && c < 127; }
int isgraph(int c) { return c > 32 && c < 127; }
int ispunct(int c) {
    return c > 32 && c < 127 && !(c >= '0' && c <= '9') && !((c | 32) >= 'a' && (c | 32) <= 'z');
}
int toupper(int c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }
int tolower(int c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

/* Of gcc and clang. */
unsigned short __builtin_bswap16(unsigned short v) { return v << 8 | v >> 8; }
unsigned int __builtin_bswap32(unsigned int v) {
    v = (v & 0x00ff00ff) << 8 | (v >> 8 & 0x00ff00ff);
    return v << 16 | v >> 16;
}
unsigned long __builtin_bswap64(unsigned long v) {
    v = (v & 0x00ff00ff00ff00ff) << 8 | (v >> 8 & 0x00ff00ff00ff00ff);
    v = (v & 0x0000ffff0000ffff) << 16 | (v >> 16 & 0x0000ffff0000ffff);
    return v << 32 | v >> 32;
}
int __builtin_popcountl(unsigned long v) {
    v -= v >> 1 & 0x5555555555555555;
    v = (v & 0x3333333333333333) + (v >> 2 & 0x3333333333333333);
    v = (v + (v >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return v * 0x0101010101010101 >> 56;
}
int __builtin_ctzl(unsigned long v) {
    int n = 63;
    v &= -v;
    if (v & 0x00000000ffffffff) n -= 32;
    if (v & 0x0000ffff0000ffff) n -= 16;
    if (v & 0x00ff00ff00ff00ff) n -= 8;
    if (v & 0x0f0f0f0f0f0f0f0f) n -= 4;
    if (v & 0x3333333333333333) n -= 2;
    if (v & 0x5555555555555555) n -= 1;
    return n;
}
int __builtin_clzl(unsigned long v) {
    int n = 0;
    if (!(v >> 32)) { n += 32; v <<= 32; }
    if (!(v >> 48)) { n += 16; v <<= 16; }
    if (!(v >> 56)) { n += 8; v <<= 8; }
    if (!(v >> 60)) { n += 4; v <<= 4; }
    if (!(v >> 62)) { n += 2; v <<= 2; }
    return n + !(v >> 63);
}
int __builtin_ffsl(long v) {
    unsigned long u = v;
    return u ? __builtin_ctzl(u) + 1 : 0;
}
int __builtin_clrsbl(long v) {
    unsigned long u = v < 0 ? ~v : v;
    return u ? __builtin_clzl(u) - 1 : 63;
}
/*
 * Whether `a` and `b` added (`how` & 3 is 0), subtracted (1) or multiplied (2) do not fit into the
 * result's type: `how` >> 8 bits, signed if `how` & 16. `how` & 4 and 8: `a` and `b` are signed.
 */
_Bool __builtin_overflow(unsigned long a, unsigned long b, void *to, unsigned int how) {
    unsigned long a_high = how & 4 ? (long)a >> 63 : 0, b_high = how & 8 ? (long)b >> 63 : 0;
    unsigned long low, high, held;
    unsigned int width = how >> 8, up = 64 - width;
    if ((how & 3) == 0) {
        low = a + b;
        high = a_high + b_high + (low < a);
    } else if ((how & 3) == 1) {
        low = a - b;
        high = a_high - b_high - (a < b);
    } else {
        unsigned long x = a & 0xffffffff, y = b & 0xffffffff, z;
        low = a * b;
        z = (a >> 32) * y + (x * y >> 32);
        high = (a >> 32) * (b >> 32) + (z >> 32) + ((x * (b >> 32) + (z & 0xffffffff)) >> 32);
        high += a_high * b + a * b_high;
    }
    held = how & 16 ? (unsigned long)((long)(low << up) >> up) : low << up >> up;
    if (to) {
        if (width == 64)
            *(unsigned long *)to = held;
        else if (width == 32)
            *(unsigned int *)to = held;
        else if (width == 16)
            *(unsigned short *)to = held;
        else
            *(unsigned char *)to = held;
    }
    return held != low || high != (how & 16 ? (unsigned long)((long)held >> 63) : 0);
}
