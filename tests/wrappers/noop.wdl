/* Every call, before and after, and nothing done: what interception costs, for measurements. */
wrapper noop;

unix::op{*} pre {
}

unix::op{*} post {
}
