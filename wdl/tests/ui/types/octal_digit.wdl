int a = 089;
