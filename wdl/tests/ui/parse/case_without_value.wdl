int f(int a) { switch (a) { case : return 1; } return 0; }
