op{open} pre { return WR_D_BADPREM; }
