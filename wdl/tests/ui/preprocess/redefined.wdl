#define LIMIT 3
#define LIMIT 4
int a[LIMIT];
