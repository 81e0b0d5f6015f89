op{open} pre unlocked { struct wr_stat s; if (wr_stat($path, &s) == 0 && s.moed) violation("x"); }
