// expect: 0
struct before { char c; int i; };
#pragma pack(1)
struct one { char c; int i; long l; };
#pragma pack(push, 8)
struct eight { char c; int i; };
#pragma pack(push)
#pragma pack()
union u { char c[5]; int i; };
#pragma pack(pop)
#pragma pack(pop)
typedef struct { short s; struct before b; char c; } again;
#pragma pack()
struct after { char c; int i; };
_Pragma("pack(push, 1)") struct by_operator { char c; short s; }; _Pragma("pack(pop)")
int main(void) {
    if (sizeof(struct before) != 8 || sizeof(struct after) != 8 || sizeof(struct eight) != 8) return 1;
    if (sizeof(struct one) != 13 || _Alignof(struct one) != 1 || sizeof(union u) != 8) return 2;
    if (sizeof(again) != 11 || sizeof(struct by_operator) != 3) return 3;
    struct one x = { 1, 2, 3 };
    return x.c + x.i + x.l != 6 || *((char *)&x + 5) != 3;
}
