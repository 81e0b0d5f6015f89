extern int x;
const int x = 3;
extern const int y;
int y = 3;
extern const int z[2];
const int z[2] = { 1 };
