//! Types, and `*.structs`.
use crate::consts::Known;
use crate::text::{Bad, Line, Source, Token, Tokens, number};

/// A type as the text says it.
#[derive(Clone, Debug)]
pub(crate) enum Ty {
    Scalar(&'static str, &'static str),
    Set {
        flags: bool,
        name: String,
        width: &'static str,
    },
    Path,
    Str,
    StrVec,
    Sockaddr(Len),
    Buffer(Len),
    One(Box<Ty>),
    /// One, of which another parameter says how many bytes there are.
    Sized(Box<Ty>, Len),
    Many(Box<Ty>, Len),
    Struct(String),
    Chars(u32),
    /// A set of signals, of so many bytes.
    Sigset(u32),
    Bits(Len),
    Dirents(Len),
}

/// A length as the text says it.
#[derive(Clone, Debug)]
pub(crate) enum Len {
    Const(u32),
    Param(String),
    Behind(String),
    Result,
}

/// Layout of a structure.
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) size: u32,
    pub(crate) fields: Vec<Field>,
}

/// One field.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) offset: u32,
    pub(crate) size: u32,
    pub(crate) hidden: bool,
    pub(crate) silent: bool,
    pub(crate) ty: Ty,
}

/// Words for scalars: meaning, C width.
const SCALARS: &[(&str, &str, &str)] = &[
    ("int", "Int", "I32"),
    ("uint", "Int", "U32"),
    ("long", "Int", "I64"),
    ("ulong", "Int", "U64"),
    ("i16", "Int", "I16"),
    ("u16", "Int", "U16"),
    ("i8", "Int", "I8"),
    ("u8", "Int", "U8"),
    ("hex8", "Hex", "U8"),
    ("hex16", "Hex", "U16"),
    ("hex", "Hex", "U32"),
    ("hex64", "Hex", "U64"),
    ("size", "Size", "U64"),
    ("off", "Offset", "I64"),
    ("fd", "Fd", "I32"),
    ("dirfd", "Dirfd", "I32"),
    ("mode", "Mode", "U16"),
    ("mode64", "Mode", "U64"),
    ("rlim", "Limit", "U64"),
    ("wstatus", "WaitStatus", "I32"),
    ("fmode", "FileMode", "U32"),
    ("fmode16", "FileMode", "U16"),
    ("uid", "Uid", "U32"),
    ("gid", "Gid", "U32"),
    ("pid", "Pid", "I32"),
    ("sig", "Signal", "I32"),
    ("time", "Time", "I64"),
    ("dev", "Device", "U32"),
    ("dev64", "Device", "U64"),
    ("addr", "Address", "U64"),
];

fn width_size(width: &str) -> u32 {
    match width {
        "I8" | "U8" => 1,
        "I16" | "U16" => 2,
        "I32" | "U32" => 4,
        _ => 8,
    }
}

impl Ty {
    pub(crate) fn parse(t: &mut Tokens<'_>, known: &Known) -> Result<Ty, Bad> {
        if t.is_sign('*') {
            let ty = Ty::parse(t, known)?;
            if t.is_sign('(') {
                let len = Len::parse(t)?;
                t.sign(')')?;
                return Ok(Ty::Sized(Box::new(ty), len));
            }
            if !t.is_sign('[') {
                return Ok(Ty::One(Box::new(ty)));
            }
            let len = Len::parse(t)?;
            t.sign(']')?;
            return Ok(Ty::Many(Box::new(ty), len));
        }
        let word = t.word("a type")?;
        if let Some((_, meaning, width)) = SCALARS.iter().find(|(w, ..)| *w == word) {
            return Ok(Ty::Scalar(meaning, width));
        }
        match word.as_str() {
            "flags" | "enum" => Ty::set(t, known, word == "flags"),
            "path" => Ok(Ty::Path),
            "str" => Ok(Ty::Str),
            "strvec" => Ok(Ty::StrVec),
            "sigset" => Ok(Ty::Sigset(8)),
            "sigset128" => Ok(Ty::Sigset(16)),
            "struct" => Ok(Ty::Struct(t.word("the name of a structure")?)),
            "buf" | "sockaddr" | "bits" | "dirents" => {
                t.sign('(')?;
                let len = Len::parse(t)?;
                t.sign(')')?;
                Ok(match word.as_str() {
                    "buf" => Ty::Buffer(len),
                    "bits" => Ty::Bits(len),
                    "dirents" => Ty::Dirents(len),
                    _ => Ty::Sockaddr(len),
                })
            }
            "char" => {
                t.sign('[')?;
                let n = t.word("a size")?;
                t.sign(']')?;
                let n = number(&n).ok_or_else(|| t.bad(format!("{n} is no size")))?;
                Ok(Ty::Chars(n as u32))
            }
            _ => Err(t.bad(format!("there is no type `{word}`"))),
        }
    }

    fn set(t: &mut Tokens<'_>, known: &Known, flags: bool) -> Result<Ty, Bad> {
        let mut width = "I32";
        if t.is_sign(':') {
            let w = t.word("a width")?;
            width = ["I8", "U8", "I16", "U16", "I32", "U32", "I64", "U64"]
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(&w))
                .ok_or_else(|| t.bad(format!("{w} is no width (u8 ... i64)")))?;
        }
        let name = t.word("the name of a set")?;
        if !known.has_set(&name) {
            return Err(t.bad(format!("there is no set of constants `{name}`")));
        }
        Ok(Ty::Set { flags, name, width })
    }

    /// Size of a value of the type.
    pub(crate) fn size(&self, structs: &[Struct]) -> Option<u32> {
        Some(match self {
            Ty::Scalar(_, w) => width_size(w),
            Ty::Set { width, .. } => width_size(width),
            Ty::Struct(name) => structs.iter().find(|s| s.name == *name)?.size,
            Ty::Chars(n) => *n,
            Ty::Sigset(n) => *n,
            _ => return None,
        })
    }

    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self, Ty::Scalar(..) | Ty::Set { .. })
    }
}

impl Len {
    fn parse(t: &mut Tokens<'_>) -> Result<Len, Bad> {
        if t.is_sign('*') {
            return Ok(Len::Behind(t.word("a parameter")?));
        }
        let word = t.word("a length")?;
        if word == "ret" {
            return Ok(Len::Result);
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let n = number(&word).and_then(|n| n.try_into().ok());
            return Ok(Len::Const(n.ok_or_else(|| t.bad(format!("{word} is no length")))?));
        }
        Ok(Len::Param(word))
    }
}

/// Reads the structures.
pub(crate) fn structs(source: &Source, known: &Known) -> Result<Vec<Struct>, Bad> {
    let mut out: Vec<Struct> = Vec::new();
    for (head, body) in source.entries()? {
        let mut words = head.text.split_whitespace();
        let (Some("struct"), Some(name), Some(size)) = (words.next(), words.next(), words.next())
        else {
            return Err(head.bad("expected `struct NAME SIZE <header.h>`"));
        };
        let size = number(size).ok_or_else(|| head.bad(format!("{size} is no size")))? as u32;
        if !words.next().is_some_and(|w| w.starts_with('<')) {
            return Err(head.bad("name the header that defines the structure: <linux/x.h>"));
        }
        let mut fields: Vec<Field> = Vec::new();
        for line in body {
            let field = field(line, known, &out)?;
            let end = fields.last().map_or(0, |f| f.offset);
            if field.offset < end || field.offset + field.size > size {
                return Err(line.bad("the field does not lie behind the one before, inside"));
            }
            fields.push(field);
        }
        out.push(Struct { name: name.into(), size, fields });
    }
    Ok(out)
}

fn field(line: &Line, known: &Known, structs: &[Struct]) -> Result<Field, Bad> {
    let mut t = Tokens::new(line, &line.text);
    let offset = t.word("an offset")?;
    let offset = number(&offset).ok_or_else(|| t.bad(format!("{offset} is no offset")))? as u32;
    let hidden = t.is_sign('-');
    let silent = t.is_sign('~');
    let name = t.word("the field's name")?;
    t.sign(':')?;
    let ty = Ty::parse(&mut t, known)?;
    let mut size =
        ty.size(structs).ok_or_else(|| t.bad("a field must have a size known so far"))?;
    let mut ty = ty;
    if t.peek() == Some(&Token::Sign('[')) {
        t.sign('[')?;
        let n = t.word("a count")?;
        t.sign(']')?;
        let n = number(&n).ok_or_else(|| t.bad(format!("{n} is no count")))? as u32;
        size *= n;
        ty = Ty::Many(Box::new(ty), Len::Const(n));
    }
    t.end()?;
    Ok(Field { name, offset, size, hidden, silent, ty })
}
