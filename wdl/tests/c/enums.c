// expect: 121
enum color { RED, GREEN = 5, BLUE, NEG = -2, NEXT }; enum { BIG = 100 }; typedef enum color color; color c = BLUE; int main(void) { enum local { A = GREEN * 2, B } b = B; switch (c) { case BLUE: return c + NEXT + BIG + b + sizeof(color) + (c > NEG); default: return 0; } }
