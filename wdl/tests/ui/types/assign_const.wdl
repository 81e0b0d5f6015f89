const int limit = 3;
void f(void) { limit = 4; }
