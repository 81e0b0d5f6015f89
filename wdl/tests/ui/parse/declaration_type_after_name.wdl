count int;
