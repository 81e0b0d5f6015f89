typedef unsigned int;
