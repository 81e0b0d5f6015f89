*::event{warning} { $message = "x"; }
