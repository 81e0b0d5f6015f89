_Static_assert(sizeof(struct wr_stat) == 60, "wr_stat has 60 bytes");
