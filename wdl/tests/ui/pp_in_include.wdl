#include <broken.h>
