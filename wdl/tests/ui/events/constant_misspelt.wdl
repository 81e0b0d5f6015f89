op{open} (($flags & O_RDNOLY) == 0) pre { }
