static count;
helper(a) { return a; }
op{open} pre { helper(count); }
