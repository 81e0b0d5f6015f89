struct s { struct s inner; int a; };
