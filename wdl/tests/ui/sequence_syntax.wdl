sequence open(p); close* { violation(); }
sequence open(p); !close; read { violation(); }
sequence open(p); read{99} { violation(); }
sequence ((open(p) | 1) | 2); read { violation(); }
sequence open(p); read
