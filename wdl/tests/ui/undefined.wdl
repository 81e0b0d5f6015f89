int helper(int a);
op{close} pre { if (helper($fd)) violation(); }
