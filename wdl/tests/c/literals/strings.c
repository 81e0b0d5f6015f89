// expect: 0
int main(void) {
    const char *s = "a\0b" "\x41" "1" "\1012";
    if (s[1] || s[2] != 'b' || s[3] != 0x41 || s[4] != '1' || s[5] != 'A' || s[6] != '2' || s[7]) return 1;
    if (sizeof "a\0b" != 4 || sizeof "" != 1 || sizeof "ab" "cd" != 5) return 2;
    if ("hello"[1] != 'e' || 1["abc"] != 'b' || *"x" != 'x' || *("xyz" + 2) != 'z') return 3;
    const unsigned char *u = (const unsigned char *)"\u00e9\U0001F600";
    if (u[0] != 0xc3 || u[1] != 0xa9 || u[2] != 0xf0 || u[5] != 0x80 || u[6]) return 4;
    return sizeof L"ab" == 12 && L"\u20ac"[0] == 0x20ac && u"\U0001F600"[0] == 0xd83d && U"\U0001F600"[0] == 0x1f600 ? 0 : 5;
}
