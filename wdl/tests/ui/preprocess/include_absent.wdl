#include "not/there.wdl"
