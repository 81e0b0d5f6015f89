int f(int a) { switch (a) { default return 1; } return 0; }
