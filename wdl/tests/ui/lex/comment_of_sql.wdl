-- a comment
int a;
