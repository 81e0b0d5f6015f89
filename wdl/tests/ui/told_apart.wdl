enum e *early;
enum e { A = -1 };
enum w *taken;
enum w { B = 1 };
typedef int first;
typedef volatile int first;
static int h(volatile int *p);
static int h(int *p) { return *p; }
struct s { int d[2]; };
static const struct s fixed = { { 1, 2 } };
static void set(const struct s *p) { p->d[0] = 5; fixed.d[1] = 2; }
enum { P = (void *)0 };
