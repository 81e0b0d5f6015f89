uint32 x;
unsinged y;
