//! Codes of the preprocessor.
codes! {
    "E0201" BAD_DIRECTIVE "unknown directive"
        "A line that begins with # must be a directive of the preprocessor: include, define, undef, if, ifdef, ifndef, elif, else, endif, line, error, warning or pragma.";
}
