_Alignas(1) _Alignas(2) int a, b;
struct s { _Alignas(4) long c; _Alignas(0) long d; };
_Alignas(8) _Alignas(1) int fine;
