op{open} pre {
    if (_uid == 0) {
        violation();

op{close} pre {
    violation();
}
