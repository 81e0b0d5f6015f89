// expect: 0
static int log;
static void a(void) { log += 1; }
static void b(int n) { if (n) return; log += 10; }
static void c(void) { return a(); }
static void *d(void *p) { return p; }
int main(void) {
    a(); (void)a; b(1); b(0); c();
    (void)d(0);
    log ? a() : b(0);
    (a(), a());
    return log == 15 && d(&log) == &log ? 0 : log;
}
