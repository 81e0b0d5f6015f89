struct s { int a; };
struct s f(int a) { return (struct s)a; }
