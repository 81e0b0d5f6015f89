op{open} pre {
    return 0; # nothing
}
