/* What of C17 section 7.22 needs no system: no memory is allocated, no file read. */
#pragma once
#include <stddef.h>
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
_Noreturn void abort(void);
_Noreturn void exit(int status);
_Noreturn void _Exit(int status);
int abs(int n);
long labs(long n);
long long llabs(long long n);
int atoi(const char *s);
long atol(const char *s);
long long atoll(const char *s);
long strtol(const char *s, char **end, int base);
long long strtoll(const char *s, char **end, int base);
unsigned long strtoul(const char *s, char **end, int base);
unsigned long long strtoull(const char *s, char **end, int base);
typedef struct {
    int quot, rem;
} div_t;
typedef struct {
    long quot, rem;
} ldiv_t;
typedef struct {
    long long quot, rem;
} lldiv_t;
static inline div_t div(int a, int b) { return (div_t){ a / b, a % b }; }
static inline ldiv_t ldiv(long a, long b) { return (ldiv_t){ a / b, a % b }; }
static inline lldiv_t lldiv(long long a, long long b) { return (lldiv_t){ a / b, a % b }; }
void qsort(void *base, size_t count, size_t size, int (*order)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*order)(const void *, const void *));
