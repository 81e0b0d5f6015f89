sequence open(p); getppid { wr_audit_printf("%s", $p); }
sequence (open(_) | fd == $ret); close(fd) { violation(); }
sequence dup2(x, y); (dup2(x, _) || dup2(_, x)) { wr_audit_printf("%d", $x); }
sequence open(p); read(_, b) { wr_audit_printf("%s %d", $b, $nosuch); }
sequence getppid; (close(fd) || chmod(fd)) { wr_audit_printf("%d", $fd); }
