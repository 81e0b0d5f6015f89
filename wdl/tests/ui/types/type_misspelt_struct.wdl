struct wr_sta s;
