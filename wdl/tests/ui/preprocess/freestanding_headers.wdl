#include <stdarg.h>
#include <float.h>
#include <stdio.h>
