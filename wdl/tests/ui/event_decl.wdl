event warning(int);
event other(int a
event third;
