// expect: 0
/* Enumerations of a chosen type; a gcc that has none gets the same values by hand. */
#if defined __GNUC__ && __GNUC__ < 13
typedef unsigned char small; enum { A = 200, B };
enum { LOW = -3 };
typedef short later; enum { X = 5, Y = 9 };
typedef unsigned long wide;
#define TOP 0xffffffffffffffff
#define SMALL(x) ((small)(x))
#define typeof_unqual __typeof__
#else
typedef enum small : unsigned char { A = 200, B } small;
enum sign : signed long { LOW = -3 };
enum later : short;
static enum later before;
typedef enum later later;
enum later : short { X = 5, Y = X + sizeof(enum later) * 2 };
typedef enum wide : unsigned long { TOP = 0xffffffffffffffff } wide;
#define SMALL(x) (x)
#endif
struct bits { small s : 3; small t; later u; wide w; };
static const volatile int here = 7;
int main(void) {
    if (sizeof(small) != 1 || sizeof(SMALL(B)) != 1 || B != 201) return 1;
    if (LOW != -3 || LOW + 1 > 0) return 2;
    if (sizeof(later) != 2 || Y != 9) return 3;
    if (sizeof(wide) != 8 || TOP + 1 != 0 || TOP < 1) return 4;
    struct bits b = {0};
    b.t = 300 & 255;
    b.u = -1;
    if (sizeof b != 16 || b.t != 44 || b.u != -1) return 5;
    small over = B;
    over += 55;
    if (over != 0) return 6;
    typeof_unqual(here) copy = 1;
#if !defined __GNUC__ || __GNUC__ >= 13
    copy += here;
    before = Y;
    if (before != 9 || copy != 8) return 7;
    typeof_unqual(const int[2]) pair = {1};
    pair[1] = copy;
    if (pair[1] != 8) return 8;
#endif
    return 0;
}
