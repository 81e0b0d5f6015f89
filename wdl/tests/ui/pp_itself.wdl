#include "pp_itself.wdl"
