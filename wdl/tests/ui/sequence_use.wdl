sequences 0;
sequences 7 full refuse;
sequence open(p) { violation(); }
sequence !close(fd)*; open(p); chmod(p) { violation(); }
sequence open(p); chmod(p); !close(fd)* { violation(); }
sequence open(p); !close(q)*; chmod(q) { violation(); }
sequence open(p); close(p) { violation(); }
sequence connect(_, a); bind(_, a) { violation(); }
sequence life{fork}(p) post; getppid { violation(); }
sequence getppid; (life{exec} || getpid) { violation(); }
sequence getppid; nosuch(x) { violation(); }
