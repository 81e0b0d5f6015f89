//! Decoding of objects: hostile input, bounded throughout.
use super::{
    EventDef, Func, Line, MAGIC, Object, ObjectError, OnFault, TableDef, VERSION, Var, WhenFull,
    checksum, limit,
};
use crate::clause::{ArgTest, CallBind, Clause, Cmp, Len, Life, On, Phase, Shape, Source, Width};
use crate::ctx::{MAX_CAPTURE, MAX_PARAMS};
use crate::target::Target;
use crate::wire::{Reader, WireError};

type Read<T> = Result<T, WireError>;

impl Object {
    /// Reads an object file. Checks shape, limits and that function, clause and variable ranges
    /// fit; code is for the machine's verifier.
    pub fn decode(bytes: &[u8]) -> Result<Object, ObjectError> {
        if bytes.len() > limit::OBJECT {
            return Err(ObjectError::Size);
        }
        let mut r = Reader::new(bytes);
        if r.take(4).map_err(|_| ObjectError::NotAnObject)? != MAGIC {
            return Err(ObjectError::NotAnObject);
        }
        let version = r.u16()?;
        if version != VERSION {
            return Err(ObjectError::Version(version));
        }
        let target = r.u16()?;
        let target = Target::from_number(target).ok_or(ObjectError::Target(target))?;
        let sum = r.u64()?;
        let content = bytes.get(16..).ok_or(ObjectError::NotAnObject)?;
        if checksum(content) != sum {
            return Err(ObjectError::Damaged);
        }
        let object = content_of(target, &mut r)?;
        if !r.is_empty() {
            return Err(ObjectError::Size);
        }
        ranges(&object)?;
        Ok(object)
    }
}

fn content_of(target: Target, r: &mut Reader<'_>) -> Read<Object> {
    Ok(Object {
        target,
        name: r.string(limit::NAME, "wrapper name")?,
        on_fault: match r.u8()? {
            0 => OnFault::Deny,
            1 => OnFault::Allow,
            2 => OnFault::Kill,
            _ => return Err(WireError::Bad("fault policy")),
        },
        budget: r.u32()?,
        code: r.list(limit::INSNS, "code", Reader::u64)?,
        funcs: r.list(limit::FUNCS, "functions", |r| {
            Ok(Func {
                name: r.string(limit::NAME, "function name")?,
                entry: r.u32()?,
                len: r.u32()?,
                frame: r.u32()?,
            })
        })?,
        rodata: r.bytes(limit::DATA, "constants")?,
        state: r.bytes(limit::DATA, "state")?,
        shared: r.bytes(limit::DATA, "shared state")?,
        call_data: r.u32()?,
        vars: r.list(limit::VARS, "variables", |r| {
            Ok(Var {
                name: r.string(limit::NAME, "variable name")?,
                ty: r.string(limit::TEXT, "variable type")?,
                offset: r.u32()?,
                size: r.u32()?,
            })
        })?,
        tables: r.list(limit::TABLES, "tables", table)?,
        events: r.list(limit::EVENTS, "events", |r| {
            Ok(EventDef {
                name: r.string(limit::NAME, "event name")?,
                params: r.list(MAX_PARAMS, "event parameters", |r| {
                    Ok((r.string(limit::NAME, "parameter name")?, r.bool("parameter kind")?))
                })?,
            })
        })?,
        clauses: r.list(limit::CLAUSES, "clauses", clause)?,
        files: r.list(limit::FILES, "source files", |r| r.string(limit::TEXT, "file name"))?,
        lines: r.list(limit::LINES, "source positions", |r| {
            Ok(Line { insn: r.u32()?, file: r.u16()?, line: r.u32()?, column: r.u16()? })
        })?,
    })
}

fn table(r: &mut Reader<'_>) -> Read<TableDef> {
    Ok(TableDef {
        name: r.string(limit::NAME, "table name")?,
        key: r.u32()?,
        row: r.u32()?,
        rows: r.u32()?,
        full: match r.u8()? {
            0 => WhenFull::Fault,
            1 => WhenFull::Oldest,
            2 => WhenFull::Refuse,
            3 => WhenFull::Lru,
            _ => return Err(WireError::Bad("table policy")),
        },
        shared: r.bool("table scope")?,
    })
}

fn clause(r: &mut Reader<'_>) -> Read<Clause> {
    Ok(Clause {
        label: r.string(limit::TEXT, "clause label")?,
        line: r.u32()?,
        on: match r.u8()? {
            0 => On::Calls(r.list(limit::CALLS, "calls of a clause", call)?),
            1 => On::Raised {
                wrapper: r.string(limit::NAME, "raising wrapper")?,
                event: r.string(limit::NAME, "raised event")?,
            },
            2 => On::Life(match r.u8()? {
                0 => Life::Activate,
                1 => Life::Deactivate,
                2 => Life::Fork,
                3 => Life::Exec,
                4 => Life::Exit,
                5 => Life::Signal,
                _ => return Err(WireError::Bad("life-cycle event")),
            }),
            _ => return Err(WireError::Bad("kind of clause")),
        },
        phase: match r.u8()? {
            0 => Phase::Pre,
            1 => Phase::Post,
            _ => return Err(WireError::Bad("phase")),
        },
        guard: match r.u32()? {
            u32::MAX => None,
            f => Some(f),
        },
        body: r.u32()?,
        params: r.list(MAX_PARAMS, "parameters", |r| r.string(limit::NAME, "parameter name"))?,
        does: r.u32()?,
        decides: r.u16()?,
        rewrites: r.u16()?,
        unlocked: r.bool("unlocked")?,
    })
}

fn call(r: &mut Reader<'_>) -> Read<CallBind> {
    Ok(CallBind {
        nr: r.u32()?,
        sources: r.list(MAX_PARAMS, "parameter sources", source)?,
        filter: r.list(limit::FILTER, "lists of argument tests", |r| {
            r.list(MAX_PARAMS, "argument tests", test)
        })?,
    })
}

fn test(r: &mut Reader<'_>) -> Read<ArgTest> {
    Ok(ArgTest {
        arg: arg(r)?,
        wide: r.bool("width of a test")?,
        op: match r.u8()? {
            0 => Cmp::Eq,
            1 => Cmp::Ne,
            2 => Cmp::Lt,
            3 => Cmp::Le,
            4 => Cmp::Gt,
            5 => Cmp::Ge,
            _ => return Err(WireError::Bad("comparison")),
        },
        mask: r.u64()?,
        value: r.u64()?,
    })
}

fn arg(r: &mut Reader<'_>) -> Read<u8> {
    match r.u8()? {
        n @ 0..=5 => Ok(n),
        _ => Err(WireError::Bad("argument register")),
    }
}

fn width(r: &mut Reader<'_>) -> Read<Width> {
    Ok(match r.u8()? {
        0 => Width::I32,
        1 => Width::U32,
        2 => Width::I64,
        3 => Width::U64,
        4 => Width::I16,
        5 => Width::U16,
        6 => Width::U8,
        7 => Width::I8,
        _ => return Err(WireError::Bad("width")),
    })
}

fn source(r: &mut Reader<'_>) -> Read<Source> {
    Ok(match r.u8()? {
        0 => Source::Absent,
        1 => Source::Const(r.u64()?),
        2 => Source::Arg { arg: arg(r)?, width: width(r)? },
        3 => Source::Capture {
            arg: arg(r)?,
            shape: shape(r)?,
            out: r.bool("direction")?,
            dirfd: match r.u8()? {
                u8::MAX => None,
                n @ 0..=5 => Some(n),
                _ => return Err(WireError::Bad("directory argument")),
            },
        },
        4 => Source::Field { arg: arg(r)?, offset: r.u16()?, width: width(r)? },
        _ => return Err(WireError::Bad("parameter source")),
    })
}

fn shape(r: &mut Reader<'_>) -> Read<Shape> {
    Ok(match r.u8()? {
        0 => Shape::Path,
        1 => Shape::Str,
        2 => Shape::Sockaddr(len(r)?),
        3 => {
            let (len, max) = (len(r)?, r.u32()?);
            if max > MAX_CAPTURE {
                return Err(WireError::TooMany("captured bytes"));
            }
            Shape::Bytes { len, max }
        }
        4 => Shape::StrVec,
        _ => return Err(WireError::Bad("shape")),
    })
}

fn len(r: &mut Reader<'_>) -> Read<Len> {
    Ok(match r.u8()? {
        0 => Len::Const(r.u32()?),
        1 => Len::Arg { arg: arg(r)?, scale: r.u16()? },
        2 => Len::ArgPtr { arg: arg(r)? },
        3 => Len::Result { scale: r.u16()? },
        _ => return Err(WireError::Bad("length")),
    })
}

/// Cross-references: functions tile the code, clauses name functions, variables lie in the state.
fn ranges(o: &Object) -> Read<()> {
    if o.name.is_empty() {
        return Err(WireError::Bad("wrapper name"));
    }
    if o.budget == 0 || o.budget > limit::BUDGET {
        return Err(WireError::TooMany("budget"));
    }
    if o.call_data > limit::CALL_DATA {
        return Err(WireError::TooMany("per-call variables"));
    }
    let mut next = 0u32;
    for f in &o.funcs {
        if f.entry != next || f.len == 0 {
            return Err(WireError::Bad("function range"));
        }
        if f.frame > limit::FRAME || f.frame % 8 != 0 {
            return Err(WireError::Bad("frame size"));
        }
        next = next.checked_add(f.len).ok_or(WireError::Bad("function range"))?;
    }
    if next as usize != o.code.len() {
        return Err(WireError::Bad("function range"));
    }
    let func = |f: u32| (f as usize) < o.funcs.len();
    for c in &o.clauses {
        if !func(c.body) || c.guard.is_some_and(|g| !func(g)) {
            return Err(WireError::Bad("clause function"));
        }
        if let On::Calls(calls) = &c.on
            && calls.iter().any(|b| b.sources.len() != c.params.len())
        {
            return Err(WireError::Bad("parameter sources"));
        }
    }
    for v in &o.vars {
        let end = v.offset.checked_add(v.size).ok_or(WireError::Bad("variable range"))?;
        if end as usize > o.state.len() {
            return Err(WireError::Bad("variable range"));
        }
    }
    for t in &o.tables {
        let sized = (1..=limit::KEY).contains(&t.key) && t.row <= limit::ROW;
        if !sized || !(1..=limit::TABLE_ROWS).contains(&t.rows) {
            return Err(WireError::TooMany("table"));
        }
    }
    if o.lines.iter().any(|l| l.file as usize >= o.files.len()) {
        return Err(WireError::Bad("source position"));
    }
    Ok(())
}
