int a = 'x;
