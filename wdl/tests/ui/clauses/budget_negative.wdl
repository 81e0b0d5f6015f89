budget -5;
