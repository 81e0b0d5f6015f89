event seen;
