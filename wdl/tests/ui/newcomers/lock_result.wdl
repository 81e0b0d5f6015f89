op{open} post { wr_lock($ret); wr_lock($pth); wr_lock($path); }
