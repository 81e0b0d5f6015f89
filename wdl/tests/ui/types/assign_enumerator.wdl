enum e { A };
void f(void) { A = 3; }
