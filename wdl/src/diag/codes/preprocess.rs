//! Codes of the preprocessor.
codes! {
    "E0201" BAD_DIRECTIVE "unknown directive"
        "A line that begins with # must be a directive of the preprocessor: include, define, undef, if, ifdef, ifndef, elif, else, endif, line, error, warning or pragma.";
    "E0202" EXPECTED_NAME "a macro's name is missing"
        "#define, #undef, #ifdef and #ifndef are followed by the name of a macro: letters, digits and _, not beginning with a digit.";
    "E0203" FIXED_MACRO "macro that cannot be changed"
        "defined, __LINE__, __FILE__, __COUNTER__ and __VA_ARGS__ have a fixed meaning and can be neither defined nor undefined.";
    "E0204" BAD_PARAMS "malformed parameters of a macro"
        "The parameters of a function-like macro are different names separated by commas, the last of which may be `...`; the parenthesis stands right behind the macro's name.";
    "E0205" BAD_PASTE "tokens that cannot be joined"
        "The operator ## joins the tokens on both sides of it into one. It cannot stand first or last in a macro's body, and the result must be one token.";
    "E0206" BAD_STRINGIFY "# without a parameter"
        "In a function-like macro, # turns the argument named behind it into a string, so a parameter must follow.";
    "E0207" OPEN_CALL "macro call without end"
        "A function-like macro was called with an opening parenthesis that is never closed.";
    "E0208" BAD_ARGS "wrong number of macro arguments"
        "A function-like macro is called with as many arguments as it has parameters; a variadic one with at least as many as it names.";
    "E0209" BAD_CONDITION "malformed condition"
        "The condition of #if and #elif is an integer constant expression: numbers, characters, defined(NAME), operators. Names that are no macros count as 0.";
    "E0210" UNMATCHED "directive without its #if"
        "#elif, #else and #endif belong to the #if, #ifdef or #ifndef before them; each #if has at most one #else, as its last group.";
    "E0211" OPEN_IF "#if without #endif"
        "Each #if, #ifdef and #ifndef is closed by an #endif in the same file.";
    "E0212" BAD_INCLUDE "malformed #include"
        "#include is followed by \"FILE\" (looked for beside the including file first) or <FILE> (looked for in the -I folders and among the built-in files).";
    "E0213" NO_FILE "included file not found"
        "The file is neither beside the including file (for the form with quotes), nor in a folder given by -I, nor built in.";
    "E0214" UNREADABLE "included file not readable"
        "The file exists but cannot be read, is not a regular file, is too long, or is not UTF-8 text; the message has the reason.";
    "E0215" INCLUDE_DEPTH "includes nest too deeply"
        "Files that include files may nest 40 deep. More is almost always a file that includes itself without a guard.";
    "E0216" USER_ERROR "#error"
        "The source asks for this error by an #error directive.";
    "E0217" BAD_LINE "malformed #line"
        "#line is followed by a line number and, if wanted, a file's name in quotes. It changes __LINE__ and __FILE__, not where diagnostics point.";
    "E0218" TOO_MUCH "input too large"
        "The compiler bounds what it reads and what macros expand to, so that a hostile source can neither hang it nor use up memory: 4 MiB a file, 32 MiB and 2000 files in all, a million tokens, two million tokens of expansion, macro calls 200 deep.";
    "W0201" REDEFINED "macro defined again"
        "A macro is defined a second time with another meaning; the new one counts. #undef it first if that is meant.";
    "W0202" EXTRA_TOKENS "text after a directive"
        "The directive is complete; what follows on its line has no effect.";
    "W0203" USER_WARNING "#warning"
        "The source asks for this warning by a #warning directive.";
    "W0204" UNKNOWN_PRAGMA "unknown pragma"
        "The pragmas are `once`, `push_macro`, `pop_macro` and `pack`; others are ignored.";
}
