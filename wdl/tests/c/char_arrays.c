// expect: 75
char g[10] = "abc", h[3] = "xyz", *k[] = {g, h}; char m[2][4] = {"one", {'t', 'w', 'o'}}; int main(void) { int s = 0; for (int i = 0; i < 3; i++) s += k[1][i] - k[0][i]; s += m[1][2] == 'o'; s += m[0][3]; char z[5] = {0}; s += sizeof z + z[4]; return s; }
