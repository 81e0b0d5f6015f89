/* Sees the marks of the test programs (tests/programs) with their results. */
wrapper marks_exit;

unix::op{lseek} ($fd == -7753) post {
    wr_audit_event("");
}
