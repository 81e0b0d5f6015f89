#pragma pack(1)
int a;
