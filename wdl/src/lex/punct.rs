//! Operators and punctuators.

macro_rules! puncts {
    ($($name:ident $text:literal $($digraph:literal)?;)*) => {
        /// An operator or punctuator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Punct { $($name,)* }

        impl Punct {
            /// As written.
            pub const fn text(self) -> &'static str {
                match self { $(Punct::$name => $text,)* }
            }

            /// Every spelling, longest first.
            pub const SPELLINGS: &[(&str, Punct)] = &[
                $(($text, Punct::$name), $(($digraph, Punct::$name),)?)*
            ];
        }
    };
}

// By falling length; a digraph stands beside what it means and is of the same length or shorter
// than everything before it, but for the one of `##`, which nothing else begins.
puncts! {
    HashHash "##" "%:%:";
    Ellipsis "...";
    Defines "::=";
    ShlAssign "<<=";
    ShrAssign ">>=";
    Scope "::";
    Arrow "->";
    Inc "++";
    Dec "--";
    Shl "<<";
    Shr ">>";
    Le "<=";
    Ge ">=";
    EqEq "==";
    Ne "!=";
    AndAnd "&&";
    OrOr "||";
    MulAssign "*=";
    DivAssign "/=";
    RemAssign "%=";
    AddAssign "+=";
    SubAssign "-=";
    AndAssign "&=";
    XorAssign "^=";
    OrAssign "|=";
    LBrace "{" "<%";
    RBrace "}" "%>";
    LBracket "[" "<:";
    RBracket "]" ":>";
    Hash "#" "%:";
    LParen "(";
    RParen ")";
    Dot ".";
    Amp "&";
    Star "*";
    Plus "+";
    Minus "-";
    Tilde "~";
    Bang "!";
    Slash "/";
    Percent "%";
    Lt "<";
    Gt ">";
    Caret "^";
    Pipe "|";
    Question "?";
    Colon ":";
    Semi ";";
    Assign "=";
    Comma ",";
}
