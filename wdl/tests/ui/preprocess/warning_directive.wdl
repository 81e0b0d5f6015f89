#warning this is old
int a;
