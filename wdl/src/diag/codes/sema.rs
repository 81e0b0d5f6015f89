//! Codes of the stages after the parser: names and types (E04xx), clauses and events (E05xx),
//! limits and code (E06xx), and their warnings.
codes! {
    "E0401" UNDECLARED "undeclared name"
        "The name is not a variable, function, constant or type that is visible here. Declare it before its first use, or include the file that does.";
}
