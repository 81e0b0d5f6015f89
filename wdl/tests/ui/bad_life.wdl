life{forked} { violation(); }
