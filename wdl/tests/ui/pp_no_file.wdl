#include "no/such/file.h"
#include <std1nt.h>
#include <stdio.h>
