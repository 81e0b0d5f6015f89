int f = ({ 1; });
int g(void) { int h(void) { return 1; } return h(); }
int k(void) { asm("nop"); return 0; }
__int128 wide;
table seen[16] { int k; } -> { int v; };
