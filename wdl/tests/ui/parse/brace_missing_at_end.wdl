op{close} pre {
    if ($fd == 3) {
        violation("three");
}
op{read} pre { }
