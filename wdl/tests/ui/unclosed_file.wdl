op{open} pre {
    violation();
