//! Shell patterns over paths, as sets of positions in the pattern: no backtracking, so time is at
//! most pattern times text whatever either of them holds.
//!
//! `*` any bytes but `/`; `**` (and longer runs) any bytes; `?` one byte but `/`; `[a-z]`, `[!a]`,
//! `[^a]` one byte of a set, never `/` (a `]` that comes first stands for itself, an unclosed `[`
//! likewise); `\` takes the next byte as it is. Everything else stands for itself.
use crate::fault::{Budget, Fault};
use wss_abi::ctx::MAX_STRING;

/// Words of a set of pattern positions, the end included.
const WORDS: usize = MAX_STRING as usize / 64 + 1;

/// Whether `text` as a whole matches `pattern`. Both hold less than [`MAX_STRING`] bytes. Charges
/// one instruction per byte of text, and per 8 bytes of pattern looked at.
pub(crate) fn matches(pattern: &[u8], text: &[u8], budget: &mut Budget) -> Result<bool, Fault> {
    let (mut one, mut other) = (Set([0; WORDS]), Set([0; WORDS]));
    let (mut now, mut after) = (&mut one, &mut other);
    let words = pattern.len() / 64 + 1;
    let mut seen = now.add(pattern, 0);
    for c in text {
        let mut alive = false;
        for (w, bits) in now.0.iter_mut().take(words).enumerate() {
            while *bits != 0 {
                let p = w * 64 + bits.trailing_zeros() as usize;
                *bits &= *bits - 1;
                let Some(token) = Token::at(pattern, p) else { continue };
                seen += token.seen;
                if token.takes(*c) {
                    alive = true;
                    seen += after.add(pattern, if token.is_star() { p } else { p + token.len });
                }
                budget.charge(seen / 8)?;
                seen %= 8;
            }
        }
        budget.charge(1)?;
        if !alive {
            return Ok(false);
        }
        // `now` was emptied above: it takes the next positions.
        core::mem::swap(&mut now, &mut after);
    }
    Ok(now.has(pattern.len()))
}

/// A set of positions.
struct Set([u64; WORDS]);

impl Set {
    fn has(&self, p: usize) -> bool {
        self.0.get(p / 64).is_some_and(|w| w >> (p % 64) & 1 != 0)
    }

    /// Adds position `p`, and those behind stars, which may match nothing; the bytes of pattern
    /// looked at.
    fn add(&mut self, pattern: &[u8], mut p: usize) -> u64 {
        let mut seen = 0;
        while let Some(w) = self.0.get_mut(p / 64) {
            *w |= 1 << (p % 64);
            let Some(token) = Token::at(pattern, p) else { break };
            seen += token.seen;
            if !token.is_star() {
                break;
            }
            p += token.len;
        }
        seen
    }
}

/// What stands at a position of the pattern.
struct Token<'a> {
    kind: Kind<'a>,
    /// Bytes of the pattern it takes.
    len: usize,
    /// Bytes of the pattern it took to tell.
    seen: u64,
}

enum Kind<'a> {
    Star,
    Stars,
    Any,
    Set { negated: bool, members: &'a [u8] },
    Byte(u8),
}

impl Token<'_> {
    fn at(pattern: &[u8], p: usize) -> Option<Token<'_>> {
        let rest = pattern.get(p..)?;
        let (first, after) = rest.split_first()?;
        let token = |kind, len| Some(Token { kind, len, seen: len as u64 });
        match (first, after.first()) {
            (b'*', _) => match rest.iter().take_while(|c| **c == b'*').count() {
                1 => token(Kind::Star, 1),
                n => token(Kind::Stars, n),
            },
            (b'?', _) => token(Kind::Any, 1),
            (b'\\', Some(c)) => token(Kind::Byte(*c), 2),
            (b'[', _) => match bracket(after) {
                Some((negated, members, len)) => token(Kind::Set { negated, members }, len + 1),
                None => Some(Token { kind: Kind::Byte(b'['), len: 1, seen: rest.len() as u64 }),
            },
            (c, _) => token(Kind::Byte(*c), 1),
        }
    }

    fn is_star(&self) -> bool {
        matches!(self.kind, Kind::Star | Kind::Stars)
    }

    fn takes(&self, c: u8) -> bool {
        match &self.kind {
            Kind::Star | Kind::Any => c != b'/',
            Kind::Stars => true,
            Kind::Set { negated, members } => c != b'/' && member(members, c) != *negated,
            Kind::Byte(b) => *b == c,
        }
    }
}

/// Reads what follows `[`: negated?, members, bytes up to and with `]`.
fn bracket(rest: &[u8]) -> Option<(bool, &[u8], usize)> {
    let negated = matches!(rest.first(), Some(b'!' | b'^'));
    let start = usize::from(negated);
    let members = rest.get(start..)?;
    let mut at = 0;
    loop {
        match members.get(at)? {
            b']' if at > 0 => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    Some((negated, members.get(..at)?, start + at + 1))
}

/// Whether `c` is one of the members or in a range of them.
fn member(members: &[u8], c: u8) -> bool {
    let mut rest = members;
    while let Some((low, after)) = literal(rest) {
        rest = after;
        let mut high = low;
        if let Some((b'-', after)) = rest.split_first()
            && let Some((h, after)) = literal(after)
        {
            high = h;
            rest = after;
        }
        if (low..=high).contains(&c) {
            return true;
        }
    }
    false
}

/// The next byte of a set, `\` undone.
fn literal(members: &[u8]) -> Option<(u8, &[u8])> {
    match members {
        [b'\\', c, rest @ ..] | [c, rest @ ..] => Some((*c, rest)),
        [] => None,
    }
}
