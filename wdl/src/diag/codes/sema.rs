//! Codes of the stages after the parser: names and types (E04xx), clauses and events (E05xx),
//! limits and code (E06xx), and their warnings.
codes! {
    "E0401" UNDECLARED "undeclared name"
        "Nothing of this name is in scope: no variable, function, enumerator, constant of the target system or builtin. Declare it, include what declares it, or correct the spelling.";
    "E0402" REDECLARED "declared twice, differently"
        "Two declarations of one name in one scope do not agree in type or kind, or both define it. Rename one of them, or make them agree.";
    "E0403" INCOMPLETE "incomplete type"
        "The type has no size here: void, a structure that is only declared, or an array without a length. Complete it before an object of it is defined or its size is asked for.";
    "E0404" NOT_ASSIGNABLE "cannot be assigned"
        "The left operand of an assignment, and the operand of & ++ and --, must be an object: a variable, a member, an element, or what a pointer refers to; and it must not be const if it is changed.";
    "E0405" MISMATCH "types do not fit"
        "A value of one type is given where another is needed, and C has no conversion between them without a cast. Compare the two types that the message names.";
    "E0406" OPERANDS "operator does not take these operands"
        "Arithmetic wants integers, dereferencing a pointer, member access a structure or union, comparison two integers or two pointers of one type.";
    "E0407" NOT_CONSTANT "not a constant"
        "The value must be known when the wrapper is compiled: array lengths, case labels, enumerators, bit-field widths, and initialisers of variables with static storage.";
    "E0408" NO_MEMBER "no such member"
        "The structure or union has no member of this name.";
    "E0409" ARGUMENTS "call does not fit the function"
        "What is called is no function, or it is given more or fewer arguments than its declaration says.";
    "E0410" BAD_DECLARATION "declaration makes no sense"
        "The type cannot be had for this: a variable of type void, an array of functions, a length below zero, a storage class that does not belong here.";
    "E0411" BAD_CASE "case label out of place"
        "case and default belong inside a switch, and in the statement expression that it is in, if it is in one; each value may occur once, and default once.";
    "E0412" BAD_LABEL "label missing, repeated or out of reach"
        "goto needs a label of the same function, and each label may stand once in it, or once in the block that declares it with __label__. Nothing jumps into a statement expression, ({ ... }), from outside: what is around it would not be computed.";
    "E0413" OUTSIDE_LOOP "break or continue outside of a loop"
        "break leaves the loop or switch around it, continue goes on with the loop around it; there is none here.";
    "E0414" BAD_INITIALISER "initialiser does not fit"
        "The initialiser has more values than the object has room for, names a member or element that does not exist, or has no braces where an array or structure needs them.";
    "E0415" ASSERTION "static assertion failed"
        "The condition of a _Static_assert is 0.";
    "E0416" UNSUPPORTED "not supported"
        "The construct is C, but wrappers cannot have it (yet): the message says why.";
    "E0417" UNDEFINED "function without a body"
        "The function is declared and called, but neither defined in this wrapper nor part of its library.";
    "E0418" BAD_RETURN "return does not fit the function"
        "A function with a result must return a value of its type, one without must not return any. A clause returns a verdict: 0 (or nothing) to continue, WR_D_BADPERM and its family, WR_RETURN or WR_KILL(n).";
    "E0419" BAD_FORMAT "format and arguments do not agree"
        "wr_audit_printf knows the conversions %d %i %u %x %X %o %c %s %p and %%, with flags, width, precision and the lengths hh, h, l, ll, z. The format must be a string literal, with one argument of fitting type for each conversion.";
    "E0420" NO_ASSOCIATION "no association of _Generic fits"
        "None of the types listed is compatible with the type of the controlling expression, and there is no default; or two of them are the same.";
    "W0430" PRECEDENCE "comparison binds more tightly than bit operations"
        "In C, a & b == c means a & (b == c), and so for | and ^. Write parentheses around the part that is meant to be computed first.";
    "W0431" POINTER_TYPES "pointers of different types"
        "A pointer is converted to a pointer to another type without a cast.";
    "W0432" POINTER_INTEGER "pointer and integer mixed"
        "A pointer is converted to an integer, or an integer to a pointer, without a cast.";
    "W0433" DROPS_CONST "const is lost"
        "A pointer to const is converted to a pointer through which the object could be changed.";
    "W0434" CONSTANT_CONDITION "condition is constant"
        "The condition of a clause has the same value for every event, so the clause applies always or never.";
    "W0435" NO_RESULT "function may end without a result"
        "Control reaches the end of a function that should return a value; the caller gets 0.";
    "W0436" STRING_COMPARED "address of a string compared"
        "Comparing a string with == or < compares where the strings lie in memory, not what they say, and the answer is always the same. strcmp(a, b) == 0 compares them; wr_glob(pattern, s) matches a pattern.";
    "W0437" IMPLICIT_FUNCTION "function called before it is declared"
        "No declaration stands above the call, only a definition below it. C of 1989 takes such a function to return int and to be called with what is given; C of today does not have this.";
    "E0501" UNKNOWN_EVENT "unknown event"
        "The name is no system call, family, tag or abstract event of any target, and no call matches the pattern. `wrapc explain` lists no names: see the target's characterisation.";
    "E0502" UNKNOWN_NAMESPACE "unknown namespace"
        "Events live in the namespaces bsd, linux and unix; each exists on every host.";
    "E0503" UNKNOWN_PARAMETER "event has no such parameter"
        "None of the calls that the clause catches has a parameter of this name.";
    "E0504" PARAMETER_KINDS "parameter means different things"
        "The calls that the clause catches have a parameter of this name, but of different kinds (a number in one, a path in another). Write one clause for each.";
    "E0505" OUTSIDE_CLAUSE "$ outside of a clause"
        "$parameters belong to the event of a clause, and a function has no event of its own: pass it what it needs as an argument.";
    "E0506" WRONG_PHASE "has no value here"
        "$ret, $fdret and $errno are known in post only; in pre they can be assigned, to make up the result that return WR_RETURN gives to the caller. Raised and life-cycle events have neither.";
    "E0507" EVENT_CYCLE "abstract event defined by itself"
        "The definition of an abstract event must not lead back to itself.";
    "E0508" BAD_ALTERNATIVE "alternative does not fit its event"
        "An alternative names a call or abstract event with at most as many arguments as it has parameters, and binds every parameter of the abstract event being defined.";
    "E0509" BAD_REWRITE "parameter cannot be assigned that"
        "A number takes a number; a path or string takes a string; a structure or socket address takes a pointer to a complete object. The content of a buffer is changed with wr_write.";
    "E0510" BAD_RAISE "raise does not fit the event"
        "raise names an event that `event NAME(parameters);` declares, with one argument for each parameter: a number or a string.";
    "E0511" TOO_MANY_PARAMETERS "too many parameters"
        "A clause can use 16 different parameters of its event.";
    "E0512" BAD_LIFE_EVENT "unknown life-cycle event"
        "The life-cycle events are activate, deactivate, fork, exec, exit and signal.";
    "E0513" BAD_TABLE "table used otherwise than as one"
        "A table is no value: wr_table_find, wr_table_put, wr_table_insert, wr_table_update, wr_table_delete, wr_table_next and wr_table_count take its name, a key of its key type (or a pointer to one) and a pointer to a row of its row type. Keys are integers, or structures of integers without padding; keys and rows take at most 4096 bytes each, and a table holds at most 1048576 rows.";
    "E0514" BAD_SEQUENCE "sequence makes no sense"
        "A sequence has at least two steps, begins and ends with something that happens, and carries numbers and strings from step to step: a name that stands in several steps has the same value in all of them. A condition speaks of the names of its own step.";
    "W0520" ABSENT "some calls have no such parameter"
        "Where a call of the clause has no parameter of this name, the parameter is 0 in its events.";
    "W0521" NEVER_RETURNS "call never returns"
        "The call does not return to its caller when it succeeds or at all, so that a post clause on it is never run.";
    "W0522" FIXED_PARAMETER "assignment has no effect in some calls"
        "In the calls named, the parameter is implied by the call or lies in a structure, and cannot be replaced.";
    "W0523" ABSENT_EVENT "target has no such event"
        "Other systems have the events that the clause names, this target has none of them: the clause is left out of the object. A clause that also names an event that the target has is kept for that one, without a warning.";
    "E0601" FRAME_SIZE "variables of a function take too much room"
        "The local variables of a wrapper's function must fit in 8192 bytes, those of a program for `wrapc exec` in 256 KiB. Make large ones static: they then live in the state of the process.";
    "E0602" CODE_SIZE "wrapper is too long"
        "A wrapper's code is limited to 131072 instructions.";
    "E0603" DATA_SIZE "variables take too much room"
        "File-scope variables are limited to 1 MiB per segment, per-call variables to 4096 bytes.";
    "E0604" TOO_MANY "too many of them"
        "An object has room for 4096 functions, 1024 clauses, 4096 variables and 256 events.";
    "E0605" NAME_LENGTH "name is too long"
        "Names that stand in an object, those of wrappers, variables at file scope, tables, events and their parameters, have at most 255 bytes.";
}
