//! Reading the Rust side of the boundary: as much of its syntax as it uses. What is not understood is
//! refused rather than passed over.

/// What one file of `src/ffi` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mirror {
    /// Name and value, as C.
    pub(crate) constants: Vec<(String, String)>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) functions: Vec<Function>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Struct {
    pub(crate) name: String,
    /// Names and Rust types.
    pub(crate) fields: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// Rust types.
    pub(crate) args: Vec<String>,
    pub(crate) ret: Option<String>,
}

/// Text without `//` and `/* */` comments.
pub(crate) fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("//").into_iter().chain(rest.find("/*")).min() {
        out.push_str(&rest[..at]);
        let (end, skip) = if rest[at..].starts_with("//") { ("\n", 0) } else { ("*/", 2) };
        rest = rest[at..].find(end).map_or("", |e| &rest[at + e + skip..]);
    }
    out + rest
}

/// What stands between the bracket at the beginning of `text` and its counterpart, and what follows.
fn bracketed(text: &str) -> (&str, &str) {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[1..at], &text[at + 1..]);
        }
    }
    panic!("a bracket without an end: {text}")
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let list = text.split(',').map(str::trim).filter(|p| !p.is_empty());
    let pair = |p: &str| {
        let (name, ty) = p.split_once(':').unwrap_or_else(|| panic!("no type: {p}"));
        let name = name.trim().trim_start_matches("pub ").trim_start_matches('_');
        (name.to_owned(), ty.trim().to_owned())
    };
    list.map(pair).collect()
}

/// A function from its name on; and what follows its type.
fn function(text: &str) -> (Function, &str) {
    let open = text.find('(').unwrap();
    let (args, rest) = bracketed(&text[open..]);
    let end = rest.find([';', '{']).unwrap();
    let ret = rest[..end].trim().strip_prefix("->").map(|r| r.trim().to_owned());
    let args = pairs(args).into_iter().map(|(_, ty)| ty).collect();
    let ret = ret.filter(|r| r != "!");
    (Function { name: text[..open].trim().to_owned(), args, ret }, &rest[end..])
}

/// The functions that a file offers to C.
pub(crate) fn exported(text: &str) -> Vec<Function> {
    let text = without_comments(text);
    text.split("extern \"C\" fn ").skip(1).map(|f| function(f).0).collect()
}

impl Mirror {
    pub(crate) fn parse(text: &str) -> Mirror {
        let text = without_comments(text);
        let mut out = Mirror::default();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['p', 'u', '#']) {
            rest = &rest[at..];
            if let Some(constant) = rest.strip_prefix("pub const ") {
                let (name, after) = constant.split_once(':').unwrap();
                let (value, after) = after.split_once(';').unwrap();
                let (_, value) = value.split_once('=').unwrap();
                let value = value.trim().replace('_', "");
                out.constants.push((name.trim().to_owned(), value));
                rest = after;
            } else if let Some(s) = rest.strip_prefix("pub struct ") {
                let open = s.find('{').unwrap();
                let (fields, after) = bracketed(&s[open..]);
                let name = s[..open].trim().to_owned();
                out.structs.push(Struct { name, fields: pairs(fields) });
                rest = after;
            } else if let Some(block) = rest.strip_prefix("unsafe extern \"C\" ") {
                let (mut inside, after) = bracketed(block);
                while let Some(at) = inside.find("pub fn ") {
                    let (f, more) = function(&inside[at + 7..]);
                    out.functions.push(f);
                    inside = more;
                }
                rest = after;
            } else if rest.starts_with("use ") {
                rest = rest.split_once(';').unwrap().1;
            } else if rest.starts_with('#') {
                rest = rest.split_once(']').unwrap().1;
            } else {
                panic!("what is this: {}", rest.lines().next().unwrap_or(""));
            }
        }
        out
    }
}

/// `WssHeldArg` is `wss_held_arg`.
pub(crate) fn c_name(rust: &str) -> String {
    let mut out = String::new();
    for c in rust.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A Rust type as C writes it.
pub(crate) fn c_type(rust: &str) -> String {
    if let Some(to) = rust.strip_prefix("*mut ") {
        return format!("{} *", c_type(to));
    }
    if let Some(to) = rust.strip_prefix("*const ") {
        return format!("const {} *", c_type(to));
    }
    match rust {
        "c_int" => "int".into(),
        "c_char" => "char".into(),
        "c_void" => "void".into(),
        "bool" => "_Bool".into(),
        "usize" => "size_t".into(),
        "AtomicU32" => "uint32_t".into(),
        "AtomicU64" => "uint64_t".into(),
        "u8" | "u16" | "u32" | "u64" => format!("uint{}_t", &rust[1..]),
        "i8" | "i16" | "i32" | "i64" => format!("int{}_t", &rust[1..]),
        wss if wss.starts_with("Wss") => format!("struct {}", c_name(wss)),
        other => panic!("no C type is known for {other}"),
    }
}
