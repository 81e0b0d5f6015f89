int a = '\q';
