two(a, b) ::= close(a);
many(a) ::= close(a, _, _, _, _, _, _);
op{two, many} pre { violation(); }
