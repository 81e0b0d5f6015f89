int while = 1;
struct for { int a; };
int f(int return) { return 0; }
