_Static_assert(1, 2);
_Static_assert 1;
