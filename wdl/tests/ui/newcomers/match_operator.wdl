op{open} ($path =~ "/etc/*") pre { return WR_D_PERM; }
