// expect: 0
union flags { unsigned all; struct { unsigned a : 1, b : 3, : 4, c : 8; int d : 16; }; };
int main(void) {
    union flags f = { 0 };
    f.a = 1; f.b = 5; f.c = 0xab; f.d = -2;
    if (f.all != 0xfffeab0b) return 1;
    f.all = 0x80007f06;
    return f.a == 0 && f.b == 3 && f.c == 0x7f && f.d == -32768 ? 0 : 2;
}
