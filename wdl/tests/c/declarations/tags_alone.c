// expect: 12
// A tag without a declarator belongs to the block, and may hide one of another kind.
struct tag {
    int a;
};

int main(void) {
    struct tag outer = {4};
    {
        union tag;
        union tag *p;
        union tag {
            long whole;
            char part;
        };
        union tag inner = {8};

        p = &inner;
        return outer.a + p->part;
    }
}
