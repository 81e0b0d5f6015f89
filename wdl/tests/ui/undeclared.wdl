int f(int count) { return cuont + O_RDONYL; }
op{open} pre { violaton(); }
