// expect: 0
static int n;
int main(void) {
    switch (1) n++;
    switch (1) case 1: n += 2;
    switch (2) { n += 100; case 2: n += 4; }
    switch (3) { int x; case 3: x = 8; n += x; }
    switch (n) default: n += 16;
    switch (n++) { }
    return n == 31 ? 0 : n;
}
