#include wss
#include ""
#include
