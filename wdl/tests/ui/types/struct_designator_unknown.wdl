struct s { int alpha; } v = { .alhpa = 1 };
