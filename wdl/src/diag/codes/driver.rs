//! Codes of the driver.
codes! {
    "E0701" NO_INPUT "input cannot be read"
        "The file given does not exist, is not a regular file, is longer than 4 MiB, is not UTF-8 text, or may not be read; the message has the reason.";
    "E0702" NO_STACK "no memory to compile in"
        "The system refused the thread that the compiler runs in: a limit on processes or memory (ulimit -u, ulimit -v) is too low.";
    "E0703" NO_OUTPUT "output cannot be written"
        "The object could not be written where -o says; nothing was changed there. The message has the reason.";
    "E0704" NO_MAIN "nothing to run"
        "wrapc exec runs the function main of a C program: int main(void). A wrapper has clauses instead, which events run.";
    "E0706" NOT_FORMATTED "source left as it is"
        "wrapc fmt compares what it would write with what it has read, token by token, and writes nothing if they differ. A comment whose sign is cut by a backslash at a line's end cannot be formatted; anything else is a fault of the formatter that should be reported.";
}
