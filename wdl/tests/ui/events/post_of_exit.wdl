op{exit} post { violation("x"); }
