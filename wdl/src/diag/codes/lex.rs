//! Codes of the lexer.
codes! {
    "E0101" STRAY_CHARACTER "stray character"
        "The character has no meaning in WDL outside of strings and comments. Remove it; a typographic quote or dash copied from a document is a frequent cause.";
    "E0102" OPEN_COMMENT "comment without end"
        "A comment that begins with /* ends at the next */, and this one never does. Comments do not nest.";
    "E0103" OPEN_LITERAL "literal without end"
        "A string or character constant ends on the line it begins on. Write \\n for a line break; two strings side by side are joined, so a long one may be split over lines.";
    "E0104" FLOAT "floating point"
        "WDL has no floating point: wrappers run inside a kernel, where its registers belong to the interrupted process. Use integers; scale them where a fraction is needed.";
    "E0105" BAD_NUMBER "malformed number"
        "An integer constant is decimal, octal (0...), hexadecimal (0x...) or binary (0b...), fits 64 bits, and may end in u, l, ll or a combination of u with one of them.";
    "E0106" BAD_ESCAPE "malformed escape sequence"
        "The escape sequences are \\n \\t \\r \\a \\b \\f \\v \\e \\\\ \\' \\\" \\?, \\ooo (octal), \\xhh (hexadecimal), \\uhhhh and \\Uhhhhhhhh; the value must fit the character.";
    "E0107" BAD_CHARACTER "malformed character constant"
        "A character constant holds one character, or up to four bytes, whose value then is that of its bytes in order. Strings side by side join if those that have a prefix have the same.";
}
