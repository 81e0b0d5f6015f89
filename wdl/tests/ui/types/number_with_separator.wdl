int a = 1_000;
