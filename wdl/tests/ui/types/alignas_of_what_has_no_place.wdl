typedef _Alignas(8) int t;
struct s { _Alignas(8) int b : 3; };
typedef int F(void);
_Alignas(8) F f;
_Alignas(8) int g(_Alignas(8) int x) { return sizeof(_Alignas(8) int) + x; }
enum e : _Alignas(8) int { A };
