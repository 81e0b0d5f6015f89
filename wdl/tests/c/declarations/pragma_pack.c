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
#pragma pack(2)
struct two { char c; int i; char d; long l : 40; int : 0; short s; _Alignas(8) char e; };
#pragma pack(push, wide, 4)
struct four { char c; long l; struct before b; char d; } __attribute__((aligned(16)));
#pragma pack(push, 8)
struct bits { int a : 20, b : 20; long c : 50; char d; };
#pragma pack(pop, wide)
struct again2 { char c; long l; };
#pragma pack(0)
struct none { char c; long l; };
#pragma pack(4)
struct tight { char c; int i : 9; long l; } __attribute__((packed));
struct sets { char c; int i __attribute__((aligned(16))); };
#pragma pack(16)
struct sixteen { char c; long l; int i __attribute__((aligned(32))); };
#pragma pack()
int main(void) {
    if (sizeof(struct before) != 8 || sizeof(struct after) != 8 || sizeof(struct eight) != 8) return 1;
    if (sizeof(struct one) != 13 || _Alignof(struct one) != 1 || sizeof(union u) != 8) return 2;
    if (sizeof(again) != 11 || sizeof(struct by_operator) != 3) return 3;
    if (sizeof(struct two) != 16 || _Alignof(struct two) != 2 || sizeof(struct four) != 32 || sizeof(struct bits) != 16) return 4;
    if (sizeof(struct again2) != 10 || sizeof(struct none) != 16 || sizeof(struct tight) != 12 || _Alignof(struct tight) != 4) return 5;
    if (sizeof(struct sets) != 8 || sizeof(struct sixteen) != 32 || _Alignof(struct sixteen) != 16) return 6;
    struct bits y = { -3, 5, -7, 9 };
    y.b--, y.c *= 3, y.d++;
    if (y.a + y.b + y.c + y.d != -3 + 4 - 21 + 10) return 7;
    struct one x = { 1, 2, 3 };
    return x.c + x.i + x.l != 6 || *((char *)&x + 5) != 3;
}
