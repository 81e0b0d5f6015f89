int a : 3;
