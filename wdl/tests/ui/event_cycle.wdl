a ::= b || open;
b ::= a;
op{b} pre { violation(); }
