int a[3 = { 1, 2, 3 };
int b = (1 + 2;
int c[] = { 1, 2;
