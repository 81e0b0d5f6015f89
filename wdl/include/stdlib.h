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
