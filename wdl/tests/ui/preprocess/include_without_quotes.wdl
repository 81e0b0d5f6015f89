#include wss.h
