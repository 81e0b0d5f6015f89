void f(void) { char text[10]; text = "x"; }
