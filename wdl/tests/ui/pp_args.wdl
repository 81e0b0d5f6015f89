#define max(a, b) ((a) > (b) ? (a) : (b))
#define none() 1
int x = max(1);
int y = none(1);
int z = max(1, 2, 3);
