#include "linux/openat2.wdl"
op{open} pre { }
