a ::= b;
b ::= c || read;
c ::= a;
op{a} pre { }
