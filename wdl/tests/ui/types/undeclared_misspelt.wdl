int f(void) { int counter = 0; return countre; }
