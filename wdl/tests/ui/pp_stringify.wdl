#define text(a) #b
