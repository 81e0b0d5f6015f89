long struct s { int a; } v;
