struct s { int a; } v = 3;
