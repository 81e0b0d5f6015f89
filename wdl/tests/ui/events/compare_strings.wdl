op{open} ($path == "/etc/passwd") pre unlocked { violation("x"); }
