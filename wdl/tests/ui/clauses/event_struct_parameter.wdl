struct s { int a; };
event seen(struct s v);
