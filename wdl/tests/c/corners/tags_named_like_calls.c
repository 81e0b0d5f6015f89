// expect: 18
struct stat { int a; }; enum open { O1 = 4 }; union read { int x; char c; };
struct kill; struct kill { struct stat s; };
int stat(struct stat *p) { return p->a; }
int main(void) { struct stat s = { 3 }; enum open o = O1; union read r = { 5 }; struct kill k = { { 2 } }; return stat(&s) + o + r.x + k.s.a + sizeof(struct stat); }
