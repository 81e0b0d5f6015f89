// expect: 9
// Names of enumerations that are defined further down, or nowhere.
typedef enum color color;
enum never *nothing;
static const enum color *first;
enum color { RED = 4, GREEN };

int main(void) {
    static const enum color all[] = {RED, GREEN};
    enum color chosen;

    first = all;
    chosen = first[1];
    return (nothing == 0) * 4 + (int)chosen;
}
