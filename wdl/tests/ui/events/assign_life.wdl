life{exec} { $path = "/bin/true"; }
