#include <wss.h
