int f(long a) { return (int a; }
