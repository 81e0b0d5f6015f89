//! What each token is where it stands, found in one pass without a grammar, so that it answers for
//! sources that do not compile too: roles for blanks, shapes of braces, labels, ends of definitions.
mod brackets;
mod pass;
mod words;

use super::pieces::Piece;
use super::space::Role;
pub(super) use pass::{BRANCHES, KEPT, directive_name};

/// What braces hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Statements.
    Block,
    /// Members of a structure or union.
    Members,
    /// Values, or the names of an enumeration.
    Values,
    /// Names of events.
    Names,
}

/// What is known of a token.
#[derive(Clone, Copy, Debug)]
struct Fact {
    role: Role,
    shape: Option<Shape>,
    /// The other one of a pair of braces.
    partner: Option<usize>,
    begins_label: bool,
    ends_label: bool,
    is_if: bool,
    in_head: bool,
    defines: bool,
    ends_definition: bool,
    goes_on: bool,
    next: Option<usize>,
    previous: Option<usize>,
}

const NOTHING: Fact = Fact {
    role: Role::Free,
    shape: None,
    partner: None,
    begins_label: false,
    ends_label: false,
    is_if: false,
    in_head: false,
    defines: false,
    ends_definition: false,
    goes_on: false,
    next: None,
    previous: None,
};

/// The facts of a source, by a piece's index.
pub(super) struct Roles(Vec<Fact>);

impl Roles {
    pub(super) fn new(pieces: &[Piece]) -> Roles {
        Roles(pass::facts(pieces))
    }

    fn fact(&self, at: usize) -> Fact {
        self.0.get(at).copied().unwrap_or(NOTHING)
    }

    pub(super) fn role(&self, at: usize) -> Role {
        self.fact(at).role
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.fact(at).shape
    }

    /// The closing brace of an opening one.
    pub(super) fn partner(&self, at: usize) -> Option<usize> {
        self.fact(at).partner
    }

    /// Whether this closes a block, members or values.
    pub(super) fn is_closing(&self, at: usize) -> bool {
        matches!(self.fact(at).shape, Some(Shape::Block | Shape::Members | Shape::Values))
            && self.fact(at).partner.is_some_and(|p| p < at)
    }

    /// Whether a label, `case` or `default` begins here.
    pub(super) fn begins_label(&self, at: usize) -> bool {
        self.fact(at).begins_label
    }

    /// Whether this is the colon of one.
    pub(super) fn ends_label(&self, at: usize) -> bool {
        self.fact(at).ends_label
    }

    /// Whether this parenthesis closes the condition of an `if`.
    pub(super) fn is_if(&self, at: usize) -> bool {
        self.fact(at).is_if
    }

    /// Whether it stands in the head of a clause, behind the names.
    pub(super) fn in_head(&self, at: usize) -> bool {
        self.fact(at).in_head
    }

    /// Whether an abstract event's definition begins here.
    pub(super) fn defines(&self, at: usize) -> bool {
        self.fact(at).defines
    }

    /// Whether an abstract event's definition has ended before this token, without semicolon.
    pub(super) fn ends_definition(&self, at: usize) -> bool {
        self.fact(at).ends_definition
    }

    /// Whether this semicolon is followed by another step of a sequence.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        self.fact(at).goes_on
    }

    /// The token behind a piece.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        self.fact(at).next
    }

    /// The token before a piece.
    pub(super) fn previous(&self, at: usize) -> Option<usize> {
        self.fact(at).previous
    }
}
