//! `*.calls`.
use crate::consts::Known;
use crate::text::{Bad, Line, Source, Token, Tokens};
use crate::types::{Len, Struct, Ty};

/// The calls of a target.
#[derive(Default)]
pub(crate) struct Calls {
    pub(crate) calls: Vec<Call>,
    pub(crate) tags: Vec<String>,
    pub(crate) aliases: Vec<(String, String)>,
}

/// One call.
pub(crate) struct Call {
    pub(crate) nr: u32,
    pub(crate) name: String,
    pub(crate) params: Vec<Param>,
    pub(crate) ret: Option<Ty>,
    pub(crate) families: Vec<(String, Option<Test>)>,
    pub(crate) tags: Vec<String>,
    pub(crate) eintr: bool,
    pub(crate) variants: Vec<Variant>,
}

/// One parameter.
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) dir: &'static str,
    pub(crate) place: Place,
    /// Register of the directory descriptor.
    pub(crate) dirfd: Option<u8>,
}

/// Where a parameter is found.
pub(crate) enum Place {
    Register(u8),
    Const(u64),
    Field { arg: u8, offset: u32 },
}

/// A condition on an argument: register, wide, operator, mask, value.
pub(crate) struct Test {
    pub(crate) arg: u8,
    pub(crate) wide: bool,
    pub(crate) op: &'static str,
    pub(crate) mask: u64,
    pub(crate) value: u64,
}

/// Another reading of some parameters.
pub(crate) struct Variant {
    pub(crate) tests: Vec<VariantTest>,
    pub(crate) read_as: Vec<(usize, Option<Ty>)>,
    pub(crate) ret: Option<Ty>,
}

/// A parameter (by index) has one of some values under a mask, or (`None`) none of some bits.
pub(crate) struct VariantTest {
    pub(crate) param: usize,
    pub(crate) values: Option<Vec<u64>>,
    pub(crate) mask: u64,
}

impl Call {
    /// Index and register of the parameter `name`.
    pub(crate) fn register(&self, name: &str) -> Option<u8> {
        self.params.iter().find(|p| p.name == name).and_then(|p| match p.place {
            Place::Register(r) => Some(r),
            _ => None,
        })
    }

    fn index(&self, t: &Tokens<'_>, name: &str) -> Result<usize, Bad> {
        self.params
            .iter()
            .position(|p| p.name == name)
            .ok_or_else(|| t.bad(format!("{} has no parameter `{name}`", self.name)))
    }
}

/// Reads the calls.
pub(crate) fn calls(source: &Source, known: &Known, structs: &[Struct]) -> Result<Calls, Bad> {
    let mut out = Calls::default();
    for (head, body) in source.entries()? {
        if let Some(rest) = head.text.strip_prefix("tag ") {
            out.tags.extend(rest.split_whitespace().next().map(String::from));
        } else if let Some(rest) = head.text.strip_prefix("alias ") {
            let (names, family) =
                rest.split_once('=').ok_or_else(|| head.bad("expected `alias NAMES = FAMILY`"))?;
            let family = family.trim();
            if !out.calls.iter().any(|c| c.families.iter().any(|(f, _)| f == family)) {
                return Err(head.bad(format!("there is no family `{family}` so far")));
            }
            for name in names.split_whitespace() {
                let named = |c: &Call| c.name == name || c.families.iter().any(|(f, _)| f == name);
                if out.calls.iter().any(named) {
                    return Err(head.bad(format!("`{name}` means something already")));
                }
                out.aliases.push((name.into(), family.into()));
            }
        } else {
            let call = call(head, body, known, structs, &out.tags)?;
            if out.calls.last().is_some_and(|last| last.nr >= call.nr) {
                return Err(head.bad("call numbers must rise"));
            }
            out.calls.push(call);
        }
    }
    Ok(out)
}

fn call(
    head: &Line,
    body: &[Line],
    known: &Known,
    structs: &[Struct],
    tags: &[String],
) -> Result<Call, Bad> {
    let columns: Vec<&str> = head.text.split(" | ").collect();
    let [signature, families, own_tags, rest @ ..] = columns.as_slice() else {
        return Err(head.bad("expected NR NAME(PARAMS) -> RESULT | FAMILIES | TAGS"));
    };
    let eintr = match rest {
        [] => false,
        ["eintr"] => true,
        _ => return Err(head.bad("only `eintr` can follow the tags")),
    };
    let mut t = Tokens::new(head, signature);
    let nr = t.word("the call's number")?;
    let nr = nr.parse().map_err(|_| head.bad(format!("{nr} is no number")))?;
    let name = t.word("the call's name")?;
    let mut call = Call {
        nr,
        name,
        params: Vec::new(),
        ret: None,
        families: Vec::new(),
        tags: Vec::new(),
        eintr,
        variants: Vec::new(),
    };
    params(&mut t, &mut call, known, structs)?;
    t.sign('-')?;
    t.sign('>')?;
    if !t.is_word("none") {
        call.ret = Some(Ty::parse(&mut t, known)?);
    }
    t.end()?;
    let mut t = Tokens::new(head, families);
    while !t.done() {
        let family = t.word("a family")?;
        let test = if t.is_sign('(') { Some(test(&mut t, &call, known)?) } else { None };
        call.families.push((family, test));
    }
    for tag in own_tags.split_whitespace() {
        if !tags.iter().any(|known| known == tag) {
            return Err(head.bad(format!("there is no tag `{tag}`")));
        }
        call.tags.push(tag.into());
    }
    if call.families.is_empty() || call.tags.is_empty() {
        return Err(head.bad("a call has at least one family and one tag"));
    }
    for line in body {
        let variant = variant(line, &call, known)?;
        call.variants.push(variant);
    }
    Ok(call)
}

fn params(
    t: &mut Tokens<'_>,
    call: &mut Call,
    known: &Known,
    structs: &[Struct],
) -> Result<(), Bad> {
    let mut register = 0;
    t.sign('(')?;
    while !t.is_sign(')') {
        let name = t.word("a parameter's name")?;
        if name == "_" {
            register += 1;
        } else if name == "stacked" {
            // Its type is checked; no clause can name it.
            let name = t.word("a parameter's name")?;
            if register < 6 {
                return Err(t.bad(format!("`{name}` is in a register")));
            }
            param(t, call, name, known, structs, &mut register.clone())?;
        } else {
            let param = param(t, call, name, known, structs, &mut register)?;
            if call.params.iter().any(|p| p.name == param.name) {
                return Err(t.bad(format!("two parameters are named `{}`", param.name)));
            }
            call.params.push(param);
        }
        if !t.is_sign(',') && t.peek() != Some(&Token::Sign(')')) {
            return Err(t.bad("expected `,` or `)` after a parameter"));
        }
    }
    if register > 6 {
        return Err(t.bad("more than six registers"));
    }
    for p in &call.params {
        let len = match &p.ty {
            Ty::Sockaddr(l) | Ty::Buffer(l) | Ty::Bits(l) | Ty::Dirents(l) | Ty::Many(_, l) => l,
            _ => continue,
        };
        if let Len::Param(name) | Len::Behind(name) = len
            && call.register(name).is_none()
        {
            return Err(t.bad(format!("the length `{name}` is in no register")));
        }
    }
    Ok(())
}

fn param(
    t: &mut Tokens<'_>,
    call: &Call,
    name: String,
    known: &Known,
    structs: &[Struct],
    register: &mut u8,
) -> Result<Param, Bad> {
    t.sign(':')?;
    let dir = match t.peek() {
        Some(Token::Word(w)) if w == "out" => "Out",
        Some(Token::Word(w)) if w == "inout" => "InOut",
        _ => "In",
    };
    if dir != "In" {
        t.word("a direction")?;
    }
    let ty = Ty::parse(t, known)?;
    if dir != "In" && ty.is_scalar() {
        return Err(t.bad("only what a pointer refers to has a direction"));
    }
    let mut dirfd = None;
    if t.is_sign('@') {
        let at = t.word("the parameter that holds the directory's descriptor")?;
        let found = call.register(&at);
        dirfd = Some(found.ok_or_else(|| t.bad(format!("`{at}` is in no register before")))?);
    }
    let place = if t.is_sign('=') {
        implied(t, call, &ty, known, structs)?
    } else {
        *register += 1;
        Place::Register(*register - 1)
    };
    Ok(Param { name, ty, dir, place, dirfd })
}

/// `CONST|CONST`, `PARAM.FIELD`, or `PARAM` for its register.
fn implied(
    t: &mut Tokens<'_>,
    call: &Call,
    ty: &Ty,
    known: &Known,
    structs: &[Struct],
) -> Result<Place, Bad> {
    if t.is_sign('-') {
        return Ok(Place::Const(constant_word(t, known)?.wrapping_neg()));
    }
    let first = t.word("a constant, or a parameter")?;
    if t.is_sign('.') {
        let field = t.word("a field")?;
        let owner = call.params.iter().find(|p| p.name == first).map(|p| (&p.ty, &p.place));
        let Some((Ty::One(inner) | Ty::Sized(inner, _), Place::Register(arg))) = owner else {
            return Err(t.bad(format!("`{first}` points to no structure")));
        };
        let Ty::Struct(layout) = &**inner else {
            return Err(t.bad(format!("`{first}` points to no structure")));
        };
        let found = structs.iter().find(|s| s.name == *layout).and_then(|s| {
            s.fields.iter().find(|f| f.name == field).filter(|f| Some(f.size) == ty.size(structs))
        });
        let found = found.ok_or_else(|| t.bad(format!("no field {field} of that size")))?;
        return Ok(Place::Field { arg: *arg, offset: found.offset });
    }
    if let Some(register) = call.register(&first) {
        return Ok(Place::Register(register));
    }
    let mut value = constant(t, &first, known)?;
    while t.is_sign('|') {
        value |= constant_word(t, known)?;
    }
    Ok(Place::Const(value))
}

fn constant(t: &Tokens<'_>, word: &str, known: &Known) -> Result<u64, Bad> {
    known.value(word).ok_or_else(|| t.bad(format!("there is no constant `{word}`")))
}

fn constant_word(t: &mut Tokens<'_>, known: &Known) -> Result<u64, Bad> {
    if t.is_sign('-') {
        return Ok(constant_word(t, known)?.wrapping_neg());
    }
    let word = t.word("a constant")?;
    constant(t, &word, known)
}

/// `PARAM has FLAG)`, `PARAM without FLAG)`, `PARAM nonnull)`, `PARAM is CONST)`.
fn test(t: &mut Tokens<'_>, call: &Call, known: &Known) -> Result<Test, Bad> {
    let name = t.word("a parameter")?;
    let arg = call.register(&name).ok_or_else(|| t.bad(format!("`{name}` is in no register")))?;
    let mut test = Test { arg, wide: false, op: "Eq", mask: 0xffff_ffff, value: 0 };
    if t.is_word("nonnull") {
        test = Test { wide: true, op: "Ne", mask: u64::MAX, ..test };
    } else if t.is_word("has") {
        let bits = constant_word(t, known)?;
        test = Test { mask: bits, value: bits, ..test };
    } else if t.is_word("without") {
        test = Test { mask: constant_word(t, known)?, ..test };
    } else if t.is_word("is") {
        test = Test { value: constant_word(t, known)? & 0xffff_ffff, ..test };
    } else {
        return Err(t.bad("expected `has`, `without`, `is` or `nonnull`"));
    }
    t.sign(')')?;
    Ok(test)
}

/// `when PARAM[/MASK] = A B [and ...]: x: TYPE, -y, -> TYPE` or `when PARAM without A B: ...`.
fn variant(line: &Line, call: &Call, known: &Known) -> Result<Variant, Bad> {
    let mut t = Tokens::new(line, &line.text);
    if !t.is_word("when") {
        return Err(t.bad("expected `when`"));
    }
    let mut v = Variant { tests: Vec::new(), read_as: Vec::new(), ret: None };
    loop {
        let name = t.word("a parameter")?;
        let mut test = VariantTest { param: call.index(&t, &name)?, values: None, mask: u64::MAX };
        let mut words = Vec::new();
        if t.is_word("without") {
            test.mask = 0;
        } else {
            if t.is_sign('/') {
                test.mask = constant_word(&mut t, known)?;
            }
            t.sign('=')?;
            test.values = Some(Vec::new());
        }
        while !matches!(t.peek(), Some(Token::Sign(':'))) && t.peek() != Some(&and()) {
            words.push(constant_word(&mut t, known)?);
        }
        match &mut test.values {
            Some(values) => *values = words,
            None => test.mask = words.iter().fold(0, |m, w| m | w),
        }
        v.tests.push(test);
        if !t.is_word("and") {
            break;
        }
    }
    t.sign(':')?;
    loop {
        if t.is_sign('-') {
            if t.is_sign('>') {
                v.ret = Some(Ty::parse(&mut t, known)?);
            } else {
                let name = t.word("a parameter")?;
                v.read_as.push((call.index(&t, &name)?, None));
            }
        } else {
            let name = t.word("a parameter")?;
            t.sign(':')?;
            let ty = Ty::parse(&mut t, known)?;
            v.read_as.push((call.index(&t, &name)?, Some(ty)));
        }
        if !t.is_sign(',') {
            break;
        }
    }
    t.end()?;
    Ok(v)
}

fn and() -> Token {
    Token::Word("and".into())
}
