// expect: 0
int long unsigned typedef ul;
const static char short_ = 1;
long int long const ll = -1;
unsigned static u = -1;
short unsigned int us = 65535;
int signed si = -1;
char signed sc = -1;
int main(void) {
    ul x = -1;
    if (x >> 63 != 1 || short_ != 1 || ll >> 1 != -1 || u >> 31 != 1) return 1;
    return us + 1 == 65536 && si < 0 && sc < 0 && sizeof(long unsigned) == 8 && sizeof(int short) == 2 ? 0 : 2;
}
