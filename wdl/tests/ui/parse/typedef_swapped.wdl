typedef word unsigned int;
word w;
