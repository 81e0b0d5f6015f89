// expect: 0
#define TEXT(x) #x
int main(void) {
    if (1'000'000 != 1000000 || 0x1'0 != 16 || 0b1'1 != 3 || 0'17u != 15) return 1;
    if (sizeof(u8'a') != 1 || u8'a' != 97 || u8'\xff' != 255) return 2;
    if (sizeof(TEXT(1'0)) != 4 || 'a'+1'0 != 107) return 3;
    return 0;
}
