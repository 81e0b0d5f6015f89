event seen(int);
