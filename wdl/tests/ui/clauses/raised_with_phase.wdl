other::event{warning} post { }
