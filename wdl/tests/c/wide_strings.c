// expect: 63
typedef int wchar_t; const wchar_t *w = L"ab\x100"; unsigned short u[] = u"xy"; unsigned v[] = U"z"; int main(void) { return w[2] / 8 + w[0] - 'a' + sizeof u + sizeof v + u[1] - 'x' + sizeof(L"abc") + L'q' - 'q'; }
