#pragma pack(3)
#pragma pack(push, n, m)
#pragma pack 1
_Pragma("pack(2, 4)")
int a;
