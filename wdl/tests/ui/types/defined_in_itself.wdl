struct s { struct s { int i; } x; };
union u { struct { union u { int j; } *p; } y; };
