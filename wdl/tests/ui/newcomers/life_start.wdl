life{start} { }
