struct p { int x, y; };
struct p a = { .x 1, .y = 2 };
struct p b = { [0 = 1 };
int c[] = { 1, 2
