op{open} on entry { }
