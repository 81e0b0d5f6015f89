int a = '';
int b = 'hello';
