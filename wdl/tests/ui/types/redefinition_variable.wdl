static int count = 1;
static int count = 2;
