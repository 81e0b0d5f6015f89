op{open} ($flags & O_ACCMODE == O_RDONLY) pre { violation(); }
