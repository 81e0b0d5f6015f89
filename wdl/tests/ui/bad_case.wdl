int f(int a) { case 1: switch (a) { case 1: case 1: default: default: return 1; } return 0; }
