bsd::event{warning} { return "x"; }
