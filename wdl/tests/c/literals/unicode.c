// expect: 0
int main(void) {
    const unsigned char *a = (const unsigned char *)u8"\u00e9";
    if (a[0] != 0xc3 || a[1] != 0xa9 || sizeof u8"\u00e9" != 3) return 1;
    const unsigned short *b = u"\U0001F600";
    if (b[0] != 0xd83d || b[1] != 0xde00 || sizeof u"\U0001F600" != 6) return 2;
    if (U"\U0001F600"[0] != 0x1F600 || L"\u20ac"[0] != 0x20ac || sizeof L"a" "b" != 12) return 3;
    return u'\u00e9' != 0xe9 || U'\U0001F600' != 0x1F600 || sizeof u'a' != 2 || sizeof U'a' != 4;
}
