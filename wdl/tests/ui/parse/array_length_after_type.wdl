int[3] a;
