#define BEGIN {
int f(int a) BEGIN return a; }
int g(int a) BEGIN return a;
