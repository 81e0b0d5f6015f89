wrapper a;
wrapper b;
