life{fork} { if ($ret) wr_kill(9); }
