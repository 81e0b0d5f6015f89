budget many;
