static int a;
_Pragma(once)
static int b;
