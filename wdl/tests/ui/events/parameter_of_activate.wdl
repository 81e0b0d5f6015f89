life{activate} { if ($path) wr_kill(9); }
