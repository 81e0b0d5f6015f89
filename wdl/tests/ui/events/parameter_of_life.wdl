life{exec} { if ($flags) wr_kill(9); }
