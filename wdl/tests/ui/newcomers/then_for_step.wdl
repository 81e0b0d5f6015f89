sequence open(p) then close(p) { }
