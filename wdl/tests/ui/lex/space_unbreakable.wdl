int a = 3;
