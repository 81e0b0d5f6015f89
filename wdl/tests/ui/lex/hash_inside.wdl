int a = #3;
