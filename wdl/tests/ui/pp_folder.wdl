#include "inc"
