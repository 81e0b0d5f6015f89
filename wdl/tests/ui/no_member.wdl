op{fchmod} pre { struct wr_stat s; wr_fstat($fd, &s); if (s.mod) violation(); }
