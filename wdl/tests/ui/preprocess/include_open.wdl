#include "wss.h
