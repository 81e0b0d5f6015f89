/* Sees the marks of the test programs (tests/programs), on entry alone, and lets them go on. */
wrapper marks;

unix::op{lseek} ($fd == -7753) pre {
    wr_audit_event("");
}
