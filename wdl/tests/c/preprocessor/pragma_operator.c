// expect: 7
// `_Pragma` may stand wherever a token may, and come out of macros.
#define TELL(x) _Pragma(#x)
_Pragma("nothing to know")
int TELL(unknown "words" too) seven(void) { return 7 TELL(in an expression); }
_Pragma
(
"over lines")
int main(void) { TELL() return seven(); }
