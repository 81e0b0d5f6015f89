a ::= read;
a ::= write;
