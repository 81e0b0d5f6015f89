*::event{warning} { $ret = 0; }
