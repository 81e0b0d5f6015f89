/* Nothing names these: they are checked all the same. */
plain(fd) ::= (read(fd, _) | fd == 3)
lost(fd) ::= (read(fd, _) | fb == 3) || (write(fd, _) | fd == "x")
nowhere(fd) ::= reed(fd)
round ::= around
around ::= round || open
result(fd) ::= (open(_, _) | fd == $ret && $errno == 0)
op{open} pre { }
