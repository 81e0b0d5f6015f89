op{open} ((struct wr_stat){ 0 }) pre { violation("x"); }
