//! Writes the tables as Rust.
use crate::Model;
use crate::calls::{Call, Param, Place, Test, Variant};
use crate::consts::Known;
use crate::types::{Len, Struct, Ty};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Most bytes captured of a buffer that the call gives the length of.
const MAX_BUFFER: u32 = 4096;
/// Most bytes captured of an array (1024 iovecs).
const MAX_ARRAY: u32 = 16384;

/// Most bytes captured of a directory listing (what the C library asks for at a time).
const MAX_DIRENTS: u32 = 32768;

/// The text of the module that holds `pub static TABLE`.
pub(crate) fn table(model: &Model, target: &str) -> String {
    let mut out = String::from(
        "use crate::table::Table;\nuse crate::types::*;\n\
         use wss_abi::clause::{ArgTest, Cmp, Len, Shape, Source, Width};\n",
    );
    // Writing to a String cannot fail.
    let _ = write_table(&mut out, model, target);
    out
}

fn write_table(out: &mut String, model: &Model, target: &str) -> std::fmt::Result {
    for set in &model.sets {
        let members: String = set.members.iter().fold(String::new(), |mut s, c| {
            let _ = write!(
                s,
                "Const {{ name: {:?}, value: {:#x}, mask: {:#x} }},",
                c.name, c.value, c.mask
            );
            s
        });
        writeln!(
            out,
            "static SET_{}: Set = Set {{ name: {:?}, kind: SetKind::{}, unknown: {:?}, members: &[{members}] }};",
            set.name, set.name, set.kind, set.unknown
        )?;
    }
    for s in &model.structs {
        let mut fields = String::new();
        for f in &s.fields {
            write!(
                fields,
                "Field {{ name: {:?}, offset: {}, size: {}, hidden: {}, silent: {}, ty: {} }},",
                f.name,
                f.offset,
                f.size,
                f.hidden,
                f.silent,
                ty(&f.ty)
            )?;
        }
        writeln!(
            out,
            "static STRUCT_{}: Struct = Struct {{ name: {:?}, size: {}, fields: &[{fields}] }};",
            s.name, s.name, s.size
        )?;
    }
    writeln!(out, "static CALLS: [CallDesc; {}] = [", model.calls.calls.len())?;
    for call in &model.calls.calls {
        write_call(out, call, &model.structs)?;
    }
    writeln!(out, "];")?;
    write_indexes(out, model, target)
}

fn write_indexes(out: &mut String, model: &Model, target: &str) -> std::fmt::Result {
    let mut names = BTreeMap::new();
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut tags: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, call) in model.calls.calls.iter().enumerate() {
        names.insert(call.name.as_str(), i);
        for (family, _) in &call.families {
            families.entry(family).or_default().push(i);
        }
        for tag in &call.tags {
            tags.entry(tag).or_default().push(i);
        }
    }
    let names: Vec<_> = names.into_iter().collect();
    let aliases: BTreeMap<_, _> =
        model.calls.aliases.iter().map(|(n, f)| (n.as_str(), f.as_str())).collect();
    let aliases: Vec<_> = aliases.into_iter().collect();
    let sets: String = model.sets.iter().fold(String::new(), |s, x| s + "&SET_" + &x.name + ",");
    let structs: String =
        model.structs.iter().fold(String::new(), |s, x| s + "&STRUCT_" + &x.name + ",");
    let mut errnos = String::new();
    for e in &model.errnos {
        write!(errnos, "Errno {{ nr: {}, name: {:?}, message: {:?} }},", e.nr, e.name, e.message)?;
    }
    let consts = match Known::new(&model.sets, &model.errnos) {
        Ok(known) => format!("{:?}", known.sorted()),
        Err(_) => String::new(),
    };
    writeln!(
        out,
        "pub(crate) static TABLE: Table = Table {{ target: wss_abi::target::Target::{target}, \
         calls: &CALLS, names: &{names:?}, families: &[{}], aliases: &{aliases:?}, tags: &[{}], \
         consts: &{consts}, sets: &[{sets}], structs: &[{structs}], errnos: &[{errnos}] }};",
        groups(&families),
        groups(&tags)
    )
}

fn groups(groups: &BTreeMap<&str, Vec<usize>>) -> String {
    groups.iter().fold(String::new(), |s, (name, at)| s + &format!("({name:?}, &{at:?}),"))
}

fn write_call(out: &mut String, call: &Call, structs: &[Struct]) -> std::fmt::Result {
    let mut params = String::new();
    for p in &call.params {
        write!(
            params,
            "Param {{ name: {:?}, ty: {}, dir: Dir::{}, source: {} }},",
            p.name,
            ty(&p.ty),
            p.dir,
            source(call, p, structs)
        )?;
    }
    let mut families = String::new();
    for (family, test) in &call.families {
        write!(families, "Membership {{ family: {family:?}, when: {} }},", when(test))?;
    }
    let ret = call.ret.as_ref().map_or("Type::Scalar(Scalar::Int, Width::I64)".into(), ty);
    let variants: String = call.variants.iter().map(variant).collect();
    writeln!(
        out,
        "CallDesc {{ nr: {}, name: {:?}, family: {:?}, families: &[{families}], tags: &{:?}, \
         params: &[{params}], ret: {ret}, no_return: {}, interruptible: {}, variants: &[{variants}] }},",
        call.nr,
        call.name,
        call.families.first().map_or("", |(f, _)| f),
        call.tags,
        call.ret.is_none(),
        call.eintr
    )
}

fn when(test: &Option<Test>) -> String {
    match test {
        None => "None".into(),
        Some(t) => format!(
            "Some(ArgTest {{ arg: {}, wide: {}, op: Cmp::{}, mask: {:#x}, value: {:#x} }})",
            t.arg, t.wide, t.op, t.mask, t.value
        ),
    }
}

fn variant(v: &Variant) -> String {
    let tests = v.tests.iter().fold(String::new(), |s, t| {
        let test = match &t.values {
            Some(values) => format!("VariantTest::OneOf({:#x}, &{values:?})", t.mask),
            None => format!("VariantTest::Without({:#x})", t.mask),
        };
        s + &format!("({}, {test}),", t.param)
    });
    let optional =
        |t: &Option<Ty>| t.as_ref().map_or("None".into(), |t| format!("Some({})", ty(t)));
    let read_as: String =
        v.read_as.iter().map(|(i, t)| format!("({i}, {}),", optional(t))).collect();
    format!("Variant {{ tests: &[{tests}], read_as: &[{read_as}], ret: {} }},", optional(&v.ret))
}

fn ty(t: &Ty) -> String {
    match t {
        Ty::Scalar(meaning, width) => format!("Type::Scalar(Scalar::{meaning}, Width::{width})"),
        Ty::Set { flags, name, width } => {
            format!("Type::{}(&SET_{name}, Width::{width})", if *flags { "Flags" } else { "Enum" })
        }
        Ty::Path => "Type::Path".into(),
        Ty::Str => "Type::Str".into(),
        Ty::StrVec => "Type::StrVec".into(),
        Ty::Sockaddr(_) => "Type::Sockaddr".into(),
        Ty::Buffer(_) => "Type::Buffer".into(),
        Ty::One(inner) | Ty::Sized(inner, _) => format!("Type::Pointee(&{})", ty(inner)),
        Ty::Many(inner, _) => format!("Type::Array(&{})", ty(inner)),
        Ty::Struct(name) => format!("Type::Struct(&STRUCT_{name})"),
        Ty::Chars(_) => "Type::Chars".into(),
        Ty::Sigset(_) => "Type::Sigset".into(),
        Ty::Bits(_) => "Type::Bits".into(),
        Ty::Dirents(_) => "Type::Dirents".into(),
    }
}

fn width(t: &Ty) -> &'static str {
    match t {
        Ty::Scalar(_, w) | Ty::Set { width: w, .. } => w,
        _ => "U64",
    }
}

fn source(call: &Call, p: &Param, structs: &[Struct]) -> String {
    let arg = match p.place {
        Place::Const(value) => return format!("Source::Const({value:#x})"),
        Place::Field { arg, offset } => {
            return format!(
                "Source::Field {{ arg: {arg}, offset: {offset}, width: Width::{} }}",
                width(&p.ty)
            );
        }
        Place::Register(arg) => arg,
    };
    let size = |t: &Ty| t.size(structs).unwrap_or(8);
    let shape = match &p.ty {
        Ty::Path => "Shape::Path".into(),
        Ty::Str => "Shape::Str".into(),
        Ty::StrVec => "Shape::StrVec".into(),
        Ty::Sockaddr(l) => format!("Shape::Sockaddr({})", len(call, l, 1)),
        Ty::Buffer(l) | Ty::Bits(l) => bytes(call, l, 1, MAX_BUFFER),
        Ty::Dirents(l) => bytes(call, l, 1, MAX_DIRENTS),
        Ty::One(inner) => bytes(call, &Len::Const(1), size(inner), size(inner)),
        Ty::Sized(inner, l) => bytes(call, l, 1, size(inner)),
        Ty::Many(inner, l) => bytes(call, l, size(inner), MAX_ARRAY),
        _ => {
            return format!("Source::Arg {{ arg: {arg}, width: Width::{} }}", width(&p.ty));
        }
    };
    format!(
        "Source::Capture {{ arg: {arg}, shape: {shape}, out: {}, dirfd: {:?} }}",
        p.dir == "Out",
        p.dirfd
    )
}

fn bytes(call: &Call, l: &Len, scale: u32, max: u32) -> String {
    let max = if let Len::Const(n) = l { n * scale } else { max };
    format!("Shape::Bytes {{ len: {}, max: {max} }}", len(call, l, scale))
}

fn len(call: &Call, l: &Len, scale: u32) -> String {
    let arg = |name: &str| call.register(name).unwrap_or(0);
    match l {
        Len::Const(n) => format!("Len::Const({})", n * scale),
        Len::Param(name) => format!("Len::Arg {{ arg: {}, scale: {scale} }}", arg(name)),
        Len::Behind(name) => format!("Len::ArgPtr {{ arg: {} }}", arg(name)),
        Len::Result => format!("Len::Result {{ scale: {scale} }}"),
    }
}
