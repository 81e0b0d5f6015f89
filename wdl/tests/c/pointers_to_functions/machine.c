// expect: 6
/* A state machine whose states are functions that return the next. */
struct state { struct state (*next)(int); };
static struct state idle(int), run(int), stop(int);
static int steps;
static struct state idle(int c) { steps++; return (struct state){ c == 'r' ? run : idle }; }
static struct state run(int c) { steps++; return (struct state){ c == 's' ? stop : run }; }
static struct state stop(int c) { (void)c; return (struct state){ 0 }; }
int main(void) {
    struct state s = { idle };
    for (const char *p = "xxrxxsq"; *p && s.next; p++) s = s.next(*p);
    return s.next ? 100 : steps;
}
