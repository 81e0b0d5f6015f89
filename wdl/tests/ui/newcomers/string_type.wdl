op{open} pre { string s = $path; }
