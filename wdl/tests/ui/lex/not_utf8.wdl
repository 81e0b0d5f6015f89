int a; /* café */
int b = ÿ;
