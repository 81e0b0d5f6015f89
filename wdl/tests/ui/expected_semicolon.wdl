op{execve} pre {
    violation()
    return WR_D_PERM
}
