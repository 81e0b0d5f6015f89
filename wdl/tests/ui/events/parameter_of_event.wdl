warner::event{warning} { return $path; }
