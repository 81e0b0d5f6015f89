int count;
count = 1;
