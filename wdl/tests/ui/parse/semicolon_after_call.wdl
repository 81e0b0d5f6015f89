op{close} pre {
    violation("x")
    return 0;
}
