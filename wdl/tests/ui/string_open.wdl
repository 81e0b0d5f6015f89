op{execve} pre {
    violation("no programs);
    return WR_D_PERM;
}
