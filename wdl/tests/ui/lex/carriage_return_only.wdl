int a;int b
