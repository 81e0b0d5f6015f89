// expect: 0
static int kind(int c) {
    switch (c) {
    case '0' ... '9': return 1;
    case 'a' ... 'z': case 'A' ... 'Z': return 2;
    case -10 ... -1: return 3;
    case 0x7ffffff0 ... 0x7fffffff: return 4;
    default: return 0;
    }
}
int main(void) {
    if (kind('0') != 1 || kind('9') != 1 || kind('0' - 1) || kind('9' + 1)) return 1;
    if (kind('q') != 2 || kind('Q') != 2 || kind('[')) return 2;
    if (kind(-1) != 3 || kind(-10) != 3 || kind(-11) || kind(0)) return 3;
    return kind(0x7fffffff) == 4 && !kind(0x7fffffef) ? 0 : 4;
}
