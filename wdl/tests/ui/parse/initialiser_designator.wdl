struct s { int a; } v = { a: 1, .b };
