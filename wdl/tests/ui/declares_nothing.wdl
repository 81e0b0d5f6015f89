int;
unsigned long;
