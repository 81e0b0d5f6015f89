//! Parsing criteria into steps by operator precedence (Dijkstra 1961), without recursion.
use super::lexer::{Lexer, OpenQuote, Token};
use super::regex::RegexError;
use super::{Criterion, MAX_TEXT, Regex, Step, Test};
use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_string, try_vec};

/// Looks names of users and groups up, where the caller can.
pub trait Names {
    /// Number of the user of that name.
    fn user(&self, name: &str) -> Option<u32>;
    /// Number of the group of that name.
    fn group(&self, name: &str) -> Option<u32>;
}

/// No names: numbers only.
impl Names for () {
    fn user(&self, _: &str) -> Option<u32> {
        None
    }

    fn group(&self, _: &str) -> Option<u32> {
        None
    }
}

/// Why a criterion does not parse.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct CriterionError {
    /// The criterion.
    pub text: String,
    /// Byte of it where the trouble is: where a caret goes.
    pub at: usize,
    /// How many bytes the caret spans, at least 1.
    pub len: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl core::fmt::Display for CriterionError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let column = self.text.get(..self.at).map_or(0, |t| t.chars().count()) + 1;
        write!(f, "criterion `{}`, column {column}: expected {}", self.text, self.expected)
    }
}

/// The tests there are, for the message that none was found.
const A_TEST: &str = "a test: prog= path= uid= user= gid= group= ppid-prog= setuid setgid owner= \
                      mode= sha256= jail= argv~=";

struct Bad(usize, usize, &'static str);

impl From<OutOfMemory> for Bad {
    fn from(_: OutOfMemory) -> Self {
        Bad(0, 1, "more memory than there is")
    }
}

impl From<OpenQuote> for Bad {
    fn from(e: OpenQuote) -> Self {
        Bad(e.0, 1, "a closing quote")
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Pending {
    Open(usize),
    /// Its step, which is to lead behind the right operand.
    Or(usize),
    /// The same.
    And(usize),
    Not,
}

/// Parses `text`.
pub(crate) fn parse(text: &str, names: &dyn Names) -> Result<Criterion, CriterionError> {
    steps(text, names).and_then(|steps| Ok(Criterion { text: try_string(text)?, steps })).map_err(
        |Bad(at, len, expected)| CriterionError {
            text: try_string(text).unwrap_or_default(),
            at: at.min(text.len()),
            len: len.max(1),
            expected,
        },
    )
}

fn steps(text: &str, names: &dyn Names) -> Result<Vec<Step>, Bad> {
    if text.len() > MAX_TEXT {
        return Err(Bad(MAX_TEXT, 1, "at most 4096 bytes"));
    }
    let mut lexer = Lexer::new(text);
    let mut out: Vec<Step> = Vec::new();
    let mut pending: Vec<Pending> = Vec::new();
    let mut operand = true;
    loop {
        let (at, token) = lexer.next()?;
        match (token, operand) {
            (Token::Not, true) => pending.try_push(Pending::Not)?,
            (Token::Open, true) => pending.try_push(Pending::Open(at))?,
            (Token::Test { key, op, value, value_at }, true) => {
                let t = test(at, key, op, value, value_at, names)?;
                out.try_push(Step::Test(t))?;
                operand = false;
            }
            (Token::And, false) => {
                reduce(&mut out, &mut pending, |p| matches!(p, Pending::Not | Pending::And(_)))?;
                pending.try_push(Pending::And(out.len()))?;
                out.try_push(Step::And(0))?;
                operand = true;
            }
            (Token::Or, false) => {
                reduce(&mut out, &mut pending, |p| !matches!(p, Pending::Open(_)))?;
                pending.try_push(Pending::Or(out.len()))?;
                out.try_push(Step::Or(0))?;
                operand = true;
            }
            (Token::Close, false) => {
                reduce(&mut out, &mut pending, |p| !matches!(p, Pending::Open(_)))?;
                if pending.pop().is_none() {
                    return Err(Bad(at, 1, "`&&`, `||` or the end: no `(` is open"));
                }
            }
            (Token::End, false) => {
                reduce(&mut out, &mut pending, |p| !matches!(p, Pending::Open(_)))?;
                return match pending.pop() {
                    Some(_) => Err(Bad(at, 1, "`)`")),
                    None => Ok(out),
                };
            }
            (Token::Test { key, .. }, false) => {
                return Err(Bad(at, key.len(), "`&&`, `||` or the end"));
            }
            (_, true) => return Err(Bad(at, 1, A_TEST)),
            (_, false) => return Err(Bad(at, 1, "`&&`, `||` or the end")),
        }
    }
}

fn reduce(
    out: &mut Vec<Step>,
    pending: &mut Vec<Pending>,
    applies: impl Fn(Pending) -> bool,
) -> Result<(), OutOfMemory> {
    while let Some(p) = pending.last().copied().filter(|p| applies(*p)) {
        pending.pop();
        let here = out.len();
        match p {
            Pending::Not => out.try_push(Step::Not)?,
            Pending::And(at) | Pending::Or(at) => {
                // A criterion's text bounds its steps.
                let over = here.saturating_sub(at + 1) as u16;
                if let Some(Step::And(n) | Step::Or(n)) = out.get_mut(at) {
                    *n = over;
                }
            }
            Pending::Open(_) => {}
        }
    }
    Ok(())
}

fn test(
    at: usize,
    key: &str,
    op: &str,
    value: &str,
    value_at: usize,
    names: &dyn Names,
) -> Result<Test, Bad> {
    let here = |what| Bad(value_at, value.len(), what);
    match (key, op) {
        ("setuid", "") => return Ok(Test::SetUid),
        ("setgid", "") => return Ok(Test::SetGid),
        ("setuid" | "setgid", _) => {
            return Err(Bad(at, key.len(), "`setuid` or `setgid` alone: it takes no value"));
        }
        ("argv", "~=") => return Ok(Test::Argv(regex(Regex::compile, value, value_at)?)),
        ("argv", _) => return Err(Bad(at + key.len(), 1, "`~=` after `argv`")),
        (
            "prog" | "path" | "uid" | "user" | "gid" | "group" | "ppid-prog" | "owner" | "mode"
            | "sha256" | "jail",
            op,
        ) => {
            if op != "=" {
                return Err(Bad(at + key.len(), op.len(), "`=`"));
            }
        }
        _ => return Err(Bad(at, key.len(), A_TEST)),
    }
    if value.is_empty() {
        return Err(Bad(value_at, 1, "a value after `=`"));
    }
    let user = || match value.parse() {
        Ok(n) => Ok(n),
        Err(_) => names.user(value).ok_or(here("a user's number, or the name of one there is")),
    };
    let group = || match value.parse() {
        Ok(n) => Ok(n),
        Err(_) => names.group(value).ok_or(here("a group's number, or the name of one there is")),
    };
    let program = || match value.contains('/') {
        true => Err(here("a program's name without `/` (for paths there is path=)")),
        false => Ok(try_vec(value.as_bytes())?),
    };
    Ok(match key {
        "prog" => Test::Prog(program()?),
        "ppid-prog" => Test::ParentProg(program()?),
        "path" => Test::Path(regex(Regex::glob, value, value_at)?),
        "uid" | "user" => Test::Uid(user()?),
        "gid" | "group" => Test::Gid(group()?),
        "owner" => Test::Owner(user()?),
        "mode" => match u32::from_str_radix(value, 8) {
            Ok(m @ 1..=0o7777) => Test::Mode(m),
            _ => return Err(here("permission bits in octal, 1 to 7777")),
        },
        "sha256" => match hex(value) {
            Some(sum) => Test::Sha256(sum),
            None => return Err(here("64 hexadecimal digits")),
        },
        _ => match value.parse() {
            Ok(n) => Test::Jail(n),
            Err(_) => return Err(here("a jail's number")),
        },
    })
}

fn regex(
    compile: fn(&[u8]) -> Result<Regex, RegexError>,
    value: &str,
    at: usize,
) -> Result<Regex, Bad> {
    compile(value.as_bytes()).map_err(|e| match e {
        RegexError::Expected(inside, what) => Bad(at + inside.min(value.len()), 1, what),
        RegexError::TooLarge => Bad(at, value.len(), "a smaller pattern"),
        RegexError::OutOfMemory => OutOfMemory.into(),
    })
}

fn hex(value: &str) -> Option<[u8; 32]> {
    let mut out = [0u8; 32];
    if value.len() != 64 {
        return None;
    }
    let (pairs, _) = value.as_bytes().as_chunks::<2>();
    for (to, [high, low]) in out.iter_mut().zip(pairs) {
        let digit = |b: u8| char::from(b).to_digit(16);
        *to = (digit(*high)? << 4 | digit(*low)?) as u8;
    }
    Some(out)
}
