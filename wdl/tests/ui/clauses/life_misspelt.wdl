life{exce} { }
