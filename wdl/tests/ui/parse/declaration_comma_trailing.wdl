int a, b, ;
