# a comment of the shell
int a;
