//! The syntax tree: what was written, before names and types are resolved. Typedef names are
//! already told from variables (C cannot be parsed otherwise), declarators are already turned
//! inside out, adjacent string literals joined, macros expanded.
//!
//! Depth is bounded: no path from [`Unit`] to a leaf is longer than two times [`MAX_DEPTH`] nodes
//! (expressions and derived types, and what they are nested in), so stages may recurse over it.
use crate::span::Span;
use std::sync::Arc;

/// Bound on the height of expressions with the types in them, and on the nesting of everything.
pub const MAX_DEPTH: u32 = 512;

/// A name where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub name: Arc<str>,
    /// Where.
    pub span: Span,
}

/// A whole compilation: prelude, library files and the root file, in this order.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// `wrapper NAME;`; the driver's default is the root file's stem.
    pub wrapper: Option<Ident>,
    /// `on_fault deny|allow|kill;` as written (the parser has checked the word).
    pub on_fault: Option<Ident>,
    /// `budget N;`
    pub budget: Option<Expr>,
    /// Everything else, in source order.
    pub items: Vec<Item>,
}

/// Something at file scope.
#[derive(Clone, Debug)]
pub enum Item {
    /// Variables, prototypes, typedefs, tags.
    Decl(Declaration),
    /// A function with its body.
    Function(Function),
    /// `_Static_assert(condition, "message");`
    StaticAssert(StaticAssert),
    /// An event clause.
    Clause(Clause),
    /// `name(a, b) ::= alternative || ...;`
    AbstractEvent(AbstractEvent),
    /// `event NAME(type a, ...);`
    Event(EventDecl),
}

// ------------------------------------------------------------------------------------- clauses

/// An event clause.
#[derive(Clone, Debug)]
pub struct Clause {
    /// What it catches.
    pub head: Head,
    /// The parenthesised condition.
    pub condition: Option<Expr>,
    /// `pre` or `post`, if written.
    pub phase: Option<(Phase, Span)>,
    /// Where `unlocked` stands, if written.
    pub unlocked: Option<Span>,
    /// The action.
    pub body: Block,
    /// The head up to the action, on one line, as people know the clause: `bsd::op{open} post`.
    pub label: String,
    /// The head.
    pub span: Span,
}

/// When a clause on calls runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Phase {
    Pre,
    Post,
}

/// What a clause catches.
#[derive(Clone, Debug)]
pub enum Head {
    /// `[ns::]op{pattern, ...}`
    Op {
        /// `bsd`, `linux`, `unix`: not yet checked.
        namespace: Option<Ident>,
        /// Call names, tags, wildcards, abstract events; at least one.
        patterns: Vec<Pattern>,
    },
    /// `[wrapper::]event{name, ...}`
    Raised {
        /// Raising wrapper; `None` for `*::event{}` and bare `event{}`: any.
        wrapper: Option<Ident>,
        /// Events; at least one.
        names: Vec<Ident>,
    },
    /// `life{activate, ...}`
    Life {
        /// Life-cycle events; at least one, not yet checked.
        names: Vec<Ident>,
    },
}

/// A name in `op{...}`, possibly with `*` and `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As written, without blanks.
    pub text: Arc<str>,
    /// Where.
    pub span: Span,
}

/// `name(a, b) ::= alternative || ...;`
#[derive(Clone, Debug)]
pub struct AbstractEvent {
    /// Its name.
    pub name: Ident,
    /// Parameters; none if there are no parentheses.
    pub params: Vec<AbstractParam>,
    /// At least one.
    pub alternatives: Vec<Alternative>,
    /// The left-hand side.
    pub span: Span,
}

/// Parameter of an abstract event.
#[derive(Clone, Debug)]
pub struct AbstractParam {
    /// Type, if written (`Integer fd` and `CharPtr f` are typedefs of the prelude).
    pub ty: Option<Type>,
    /// Name.
    pub name: Ident,
}

/// `call(p, _, q)`, `(call(p, q) | condition)` or `call`.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// `bsd::` and so on, if written.
    pub namespace: Option<Ident>,
    /// A call, a tag, or another abstract event.
    pub call: Ident,
    /// One per written argument: the name it binds, or `None` for `_`. Trailing parameters of the
    /// call may be left out.
    pub args: Vec<Option<Ident>>,
    /// Condition over names bound here. A conjunct `p == expression` (or `p = expression`), with
    /// `p` a parameter of the abstract event that no argument binds, binds it.
    pub condition: Option<Expr>,
    /// All of it.
    pub span: Span,
}

/// `event NAME(type a, ...);`
#[derive(Clone, Debug)]
pub struct EventDecl {
    /// Its name.
    pub name: Ident,
    /// Parameters, all named.
    pub params: Vec<Param>,
    /// All of it.
    pub span: Span,
}

// -------------------------------------------------------------------------------- declarations

/// Storage class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// None written.
    #[default]
    None,
    /// `typedef`
    Typedef,
    /// `static`
    Static,
    /// `extern`
    Extern,
    /// `auto` or `register`: nothing differs.
    Auto,
    /// `shared`: one per loaded wrapper.
    Shared,
    /// `percall`: carried from `pre` to `post` of one call of one thread.
    PerCall,
}

/// `specifiers declarator [= initialiser], ...;`
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Storage class.
    pub storage: Storage,
    /// `inline`, `_Noreturn` and so on change nothing and are dropped.
    pub base: Type,
    /// What is declared; empty for a bare `struct s { ... };`.
    pub declarators: Vec<InitDeclarator>,
    /// All of it.
    pub span: Span,
}

/// One declared name.
#[derive(Clone, Debug)]
pub struct InitDeclarator {
    /// The name.
    pub name: Ident,
    /// Its whole type.
    pub ty: Type,
    /// Alignment asked for by `_Alignas` or `aligned`.
    pub align: Option<Box<AlignSpec>>,
    /// Initialiser.
    pub init: Option<Init>,
}

/// `_Alignas(...)`
#[derive(Clone, Debug)]
pub enum AlignSpec {
    /// In bytes.
    Bytes(Expr),
    /// As that type.
    Type(Type),
}

/// A function definition.
#[derive(Clone, Debug)]
pub struct Function {
    /// Name.
    pub name: Ident,
    /// Storage class: none, `static` or `extern`.
    pub storage: Storage,
    /// A [`TypeKind::Function`]; its parameters are named.
    pub ty: Type,
    /// Body.
    pub body: Block,
    /// From the specifiers to the end of the declarator.
    pub span: Span,
}

/// `_Static_assert(condition[, "message"]);`
#[derive(Clone, Debug)]
pub struct StaticAssert {
    /// Must be a constant other than 0.
    pub condition: Expr,
    /// Message.
    pub message: Option<Vec<u8>>,
    /// All of it.
    pub span: Span,
}

/// A type as written.
#[derive(Clone, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// Qualifiers.
    pub quals: Quals,
    /// Where (roughly: of derived types, the declarator).
    pub span: Span,
}

/// Qualifiers; `restrict` and `_Atomic` change nothing here and are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Quals {
    pub is_const: bool,
    pub is_volatile: bool,
}

/// Integer types of C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum IntType {
    Bool,
    /// Plain `char`: signed on both targets, and a type of its own.
    Char,
    SChar,
    UChar,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    LongLong,
    ULongLong,
}

/// Kinds of types.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `void`
    Void,
    /// An integer type.
    Int(IntType),
    /// A typedef name.
    Named(Ident),
    /// `struct` or `union`. All declarators of a declaration share one: see [`Record::id`].
    Record(Arc<Record>),
    /// `enum`
    Enum(Arc<Enum>),
    /// Pointer to.
    Pointer(Box<Type>),
    /// Array of.
    Array {
        /// Element.
        elem: Box<Type>,
        /// Length; `None` for `[]`.
        len: Option<Box<Expr>>,
    },
    /// Function.
    Function(Box<FunctionType>),
    /// `typeof(expression)`
    TypeofExpr(Arc<Expr>),
    /// `typeof(type)`
    TypeofType(Arc<Type>),
    /// Something that was reported already: be silent about it.
    Error,
}

/// A function's type.
#[derive(Clone, Debug)]
pub struct FunctionType {
    /// Result.
    pub ret: Type,
    /// Parameters; `(void)` gives none.
    pub params: Vec<Param>,
    /// Ends in `...` (prototypes of library functions only: the parser refuses definitions).
    pub variadic: bool,
    /// `()`: parameters not stated.
    pub unprototyped: bool,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Name, if written.
    pub name: Option<Ident>,
    /// Type as written (arrays and functions not yet adjusted to pointers).
    pub ty: Type,
    /// All of it.
    pub span: Span,
}

/// `struct` or `union`.
#[derive(Clone, Debug)]
pub struct Record {
    /// Distinguishes records and enums of the unit; the same definition, met again through another
    /// declarator of its declaration, has the same one.
    pub id: u32,
    /// `union` rather than `struct`.
    pub is_union: bool,
    /// Tag; `None` if anonymous.
    pub tag: Option<Ident>,
    /// Members, if defined here.
    pub fields: Option<Vec<Field>>,
    /// `__attribute__((packed))`
    pub packed: bool,
    /// `__attribute__((aligned(n)))`
    pub align: Option<AlignSpec>,
    /// Keyword to tag.
    pub span: Span,
}

/// A member of a struct or union.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name; `None` for an anonymous struct or union, or an unnamed bit-field.
    pub name: Option<Ident>,
    /// Type.
    pub ty: Type,
    /// Width of a bit-field.
    pub bits: Option<Expr>,
    /// Alignment asked for.
    pub align: Option<Box<AlignSpec>>,
    /// All of it.
    pub span: Span,
}

/// `enum`
#[derive(Clone, Debug)]
pub struct Enum {
    /// As [`Record::id`].
    pub id: u32,
    /// Tag; `None` if anonymous.
    pub tag: Option<Ident>,
    /// Enumerators, if defined here.
    pub items: Option<Vec<Enumerator>>,
    /// Keyword to tag.
    pub span: Span,
}

/// A constant of an enum.
#[derive(Clone, Debug)]
pub struct Enumerator {
    /// Name.
    pub name: Ident,
    /// Value, if written.
    pub value: Option<Expr>,
}

/// An initialiser.
#[derive(Clone, Debug)]
pub enum Init {
    /// `= expression`
    Expr(Expr),
    /// `= { ... }`
    List(InitList),
}

/// A braced initialiser.
#[derive(Clone, Debug)]
pub struct InitList {
    /// Items in order.
    pub items: Vec<InitItem>,
    /// From brace to brace.
    pub span: Span,
}

/// An item of a braced initialiser.
#[derive(Clone, Debug)]
pub struct InitItem {
    /// `.name`, `[n]`, `[n ... m]`, outermost first; empty if none.
    pub designators: Vec<Designator>,
    /// Value.
    pub init: Init,
}

/// A designator.
#[derive(Clone, Debug)]
pub enum Designator {
    /// `.name`
    Field(Ident),
    /// `[n]`
    Index(Expr),
    /// `[n ... m]`
    Range(Expr, Expr),
}

// ---------------------------------------------------------------------------------- statements

/// `{ ... }`
#[derive(Clone, Debug)]
pub struct Block {
    /// Statements and declarations in order.
    pub stmts: Vec<Stmt>,
    /// From brace to brace.
    pub span: Span,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where.
    pub span: Span,
}

/// Kinds of statements.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// `;`
    Empty,
    /// `expression;`
    Expr(Expr),
    /// A declaration.
    Decl(Declaration),
    /// `_Static_assert`
    StaticAssert(StaticAssert),
    /// `{ ... }`
    Block(Block),
    /// `if`
    If {
        /// Condition.
        cond: Expr,
        /// Taken if it holds.
        then: Box<Stmt>,
        /// Taken if not.
        other: Option<Box<Stmt>>,
    },
    /// `while`
    While {
        /// Condition.
        cond: Expr,
        /// Body.
        body: Box<Stmt>,
    },
    /// `do ... while`
    DoWhile {
        /// Body.
        body: Box<Stmt>,
        /// Condition.
        cond: Expr,
    },
    /// `for`
    For {
        /// First clause: `None`, [`StmtKind::Expr`] or [`StmtKind::Decl`].
        init: Option<Box<Stmt>>,
        /// Condition.
        cond: Option<Expr>,
        /// Step.
        step: Option<Expr>,
        /// Body.
        body: Box<Stmt>,
    },
    /// `switch`
    Switch {
        /// What is looked at.
        value: Expr,
        /// Body.
        body: Box<Stmt>,
    },
    /// `case value:` or `case value ... last:`
    Case {
        /// Value.
        value: Expr,
        /// Last value of a range.
        last: Option<Expr>,
        /// The labelled statement.
        body: Box<Stmt>,
    },
    /// `default:`
    Default(Box<Stmt>),
    /// `name:`
    Label(Ident, Box<Stmt>),
    /// `goto`
    Goto(Ident),
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `return`
    Return(Option<Expr>),
    /// `raise name(arguments);`
    Raise(Ident, Vec<Expr>),
    /// Something that was reported already.
    Error,
}

// --------------------------------------------------------------------------------- expressions

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where, without parentheses around it.
    pub span: Span,
    /// Height of the tree below, at least 1.
    pub depth: u32,
    /// Stood in parentheses.
    pub parens: bool,
}

/// Kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// An integer constant.
    Int(IntLit),
    /// A character constant: value as `int` (or the wide type of its prefix).
    Char(i64, Encoding),
    /// A string, joined, escapes resolved, without NUL. Wide strings hold code units, little-endian.
    Str(Vec<u8>, Encoding),
    /// A name: variable, function, enumerator, constant of the target, or builtin (`_uid`, ...).
    Ident(Arc<str>),
    /// `$name`
    Param(Arc<str>),
    /// Prefix operator.
    Unary(UnaryOp, Box<Expr>),
    /// `++` and `--`.
    Step {
        /// `++` rather than `--`.
        up: bool,
        /// Before the operand rather than after it.
        prefix: bool,
        /// Operand.
        operand: Box<Expr>,
    },
    /// Binary operator, `&&` and `||` included.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `=`, or `op=` with its operator.
    Assign(Option<BinaryOp>, Box<Expr>, Box<Expr>),
    /// `c ? a : b`; no `a` in `c ?: b`.
    Cond(Box<Expr>, Option<Box<Expr>>, Box<Expr>),
    /// `a, b`
    Comma(Box<Expr>, Box<Expr>),
    /// `f(arguments)`
    Call(Box<Expr>, Vec<Expr>),
    /// `a[i]`
    Index(Box<Expr>, Box<Expr>),
    /// `s.name`, or `p->name` if the flag is set.
    Member(Box<Expr>, Ident, bool),
    /// `(type)operand`
    Cast(Box<Type>, Box<Expr>),
    /// `(type){ ... }`
    Compound(Box<Type>, InitList),
    /// `sizeof operand`
    SizeofExpr(Box<Expr>),
    /// `sizeof(type)`
    SizeofType(Box<Type>),
    /// `_Alignof(type)`
    AlignofType(Box<Type>),
    /// `__builtin_offsetof(type, member.path[i])`, which `offsetof` expands to.
    Offsetof(Box<Type>, Vec<Designator>),
    /// `_Generic(value, type: expression, default: expression)`
    Generic(Box<Expr>, Vec<Association>),
    /// Something that was reported already.
    Error,
}

/// An association of `_Generic`.
#[derive(Clone, Debug)]
pub struct Association {
    /// Type; `None` for `default`.
    pub ty: Option<Type>,
    /// Chosen expression.
    pub value: Expr,
}

/// An integer constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntLit {
    /// Value.
    pub value: u64,
    /// Has suffix `u`.
    pub unsigned: bool,
    /// Number of `l` in the suffix: 0, 1 or 2.
    pub long: u8,
    /// Written in decimal: its type is never chosen unsigned.
    pub decimal: bool,
}

/// Prefix of a character or string literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// None, or `u8`: bytes.
    Plain,
    /// `L`: 32-bit signed units (`wchar_t`).
    Wide,
    /// `u`: 16-bit units.
    Utf16,
    /// `U`: 32-bit unsigned units.
    Utf32,
}

/// Prefix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `+`
    Plus,
    /// `-`
    Neg,
    /// `!`
    Not,
    /// `~`
    BitNot,
    /// `*`
    Deref,
    /// `&`
    AddrOf,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Mul,
    Div,
    Rem,
    Add,
    Sub,
    Shl,
    Shr,
    Lt,
    Gt,
    Le,
    Ge,
    Eq,
    Ne,
    BitAnd,
    BitXor,
    BitOr,
    And,
    Or,
}

impl BinaryOp {
    /// As written.
    pub const fn text(self) -> &'static str {
        match self {
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Rem => "%",
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::Lt => "<",
            BinaryOp::Gt => ">",
            BinaryOp::Le => "<=",
            BinaryOp::Ge => ">=",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitXor => "^",
            BinaryOp::BitOr => "|",
            BinaryOp::And => "&&",
            BinaryOp::Or => "||",
        }
    }
}
