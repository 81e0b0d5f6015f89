// expect: 35
struct a { char c; long l; }; struct b { char c; short s[3]; } __attribute__((aligned(32))); typedef int ai __attribute__((aligned(16))); struct c { char x; ai y; }; _Alignas(64) int big; struct d { char a; _Alignas(4) char b, c; int d; }; struct e { long long a : 3; char b; }; union f { char c[9]; int i; }; struct __attribute__((packed)) g { char a; long b; struct a c; }; struct h { char a; struct g g; }; struct i { char a; int b : 5; char c; long d : 40; };
int main(void) { unsigned h = 0;
#define H(x) h = h * 31 + (x);
H(_Alignof(struct a)) H(sizeof(struct a)) H(sizeof(struct b)) H(_Alignof(struct b)) H(sizeof(struct c)) H(_Alignof(ai)) H((unsigned long)&big % 64) H(sizeof(struct d)) H(sizeof(struct e)) H(_Alignof(struct e)) H(sizeof(union f)) H(sizeof(struct g)) H(sizeof(struct h)) H(_Alignof(struct g)) H(sizeof(struct i)) H(__alignof__(int[3])) H(_Alignof(char)) H(_Alignof(long long)) { _Alignas(32) char loc[3]; struct b lb; H((unsigned long)loc % 32) H((unsigned long)&lb % 32) }
return h % 251; }
