op{fopen, printf} pre { }
