//! Codes of the lexer.
codes! {
    "E0101" STRAY_CHARACTER "stray character"
        "The character has no meaning in WDL outside of strings and comments. Remove it; a typographic quote or dash copied from a document is a frequent cause.";
}
