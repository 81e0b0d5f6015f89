op{open} pre {
    struct wr_stat s;
    kill(9);
    stat($path, &s);
}
