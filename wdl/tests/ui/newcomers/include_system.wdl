#include <freebsd.h>
op{open} pre { }
