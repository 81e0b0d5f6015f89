//! Codes of the parser.
codes! {
    "E0301" EXPECTED "something else was expected"
        "The language allows something else at this place: the message says what, and what was found.";
}
