// expect: 45
// What a block declares `extern` is the file's, defined above or below, and hides what is around.
int above = 3;

static int read(void) {
    int above = 100;
    {
        extern int above;
        extern int above;
        extern int below[];
        return above + below[1] + (above == 100);
    }
}

int below[2] = {1, 5};

static int called(void) {
    int twice = 7;

    if (twice > 0) {
        int twice(int);
        int twice(int n);
        return twice(4) + 29;
    }
    return twice;
}

int twice(int n) { return 2 * n; }

int main(void) { return read() + called(); }
