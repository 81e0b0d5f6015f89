#include <loops.h>
