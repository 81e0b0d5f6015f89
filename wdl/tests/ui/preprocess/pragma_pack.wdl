#pragma pack(4)
#pragma pack(push, n)
#pragma pack 1
_Pragma("pack(2)")
int a;
