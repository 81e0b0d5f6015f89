int x = $flags;
