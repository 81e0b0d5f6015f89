bsd::life{exec} { }
