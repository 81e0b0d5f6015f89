event seen(int n);
event seen(int n, int m);
