op{close} pre { char a[5000], b[5000]; for (int i = 0; i < 5000; i++) { a[i] = $fd; b[i] = a[4999 - i]; } if (b[$fd % 5000]) violation("x"); }
