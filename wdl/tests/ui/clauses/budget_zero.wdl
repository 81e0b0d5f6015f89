budget 0;
