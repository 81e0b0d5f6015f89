struct s int a;
