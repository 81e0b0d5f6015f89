int a = 3 – 2;
