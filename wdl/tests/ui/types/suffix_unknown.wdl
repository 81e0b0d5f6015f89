int a = 10k;
