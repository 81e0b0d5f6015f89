#include <broken_name.h>
op{close} pre { }
