class policy { int a; };
