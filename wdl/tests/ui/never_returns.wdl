op{exit} post { violation(); }
