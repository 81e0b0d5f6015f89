//! Every diagnostic code, with the explanation that `wrapc explain CODE` prints. Codes are stable:
//! a code keeps its meaning for ever and is never reused. E01xx lexer, E02xx preprocessor, E03xx
//! parser, E04xx names and types, E05xx clauses and events, E06xx limits and code, E07xx driver; W likewise.

/// A diagnostic code.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeInfo {
    /// `E0301`, `W0302`.
    pub id: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What it means and what to do, in a few sentences.
    pub explanation: &'static str,
}

/// A code of one of the tables below.
pub type Code = &'static CodeInfo;

macro_rules! codes {
    ($($id:literal $name:ident $title:literal $explanation:literal;)*) => {
        $(#[doc = concat!($id, ": ", $title)]
        pub const $name: $crate::diag::Code = &$crate::diag::codes::CodeInfo {
            id: $id, title: $title, explanation: $explanation,
        };)*
        /// Every code of this table, by rising number.
        pub const TABLE: &[$crate::diag::Code] = &[$($name),*];
    };
}

pub mod driver;
pub mod examples;
pub mod lex;
pub mod parse;
pub mod preprocess;
pub mod sema;

/// Every code.
pub fn all() -> impl Iterator<Item = Code> {
    [lex::TABLE, preprocess::TABLE, parse::TABLE, sema::TABLE, driver::TABLE]
        .into_iter()
        .flatten()
        .copied()
}

/// The code of that id, upper or lower case.
pub fn by_id(id: &str) -> Option<Code> {
    all().find(|c| c.id.eq_ignore_ascii_case(id))
}
