#include <stdnit.h>
