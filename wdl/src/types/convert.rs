//! Conversions: integer promotion, the usual arithmetic conversions (C11 6.3.1), compatible types
//! (6.2.7) and composite array types.
use super::{FuncTy, Int, Kind, Ty};

/// The type after integer promotion (6.3.1.1).
pub(crate) fn promote(i: Int) -> Int {
    if i.rank() < Int::Int.rank() { Int::Int } else { i }
}

/// The common type of two integer operands (6.3.1.8).
pub(crate) fn common(a: Int, b: Int) -> Int {
    let (a, b) = (promote(a), promote(b));
    if a == b {
        return a;
    }
    if a.is_signed() == b.is_signed() {
        return if a.rank() >= b.rank() { a } else { b };
    }
    let (s, u) = if a.is_signed() { (a, b) } else { (b, a) };
    if u.rank() >= s.rank() {
        u
    } else if s.size() > u.size() {
        s
    } else {
        s.unsigned()
    }
}

/// Compatible, qualifiers at the top level aside.
pub(crate) fn compatible(a: &Ty, b: &Ty) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Error, _) | (_, Kind::Error) => true,
        (Kind::Ptr(x), Kind::Ptr(y)) => x.konst == y.konst && compatible(x, y),
        (Kind::Array(x, n), Kind::Array(y, m)) => {
            (n.is_none() || m.is_none() || n == m) && compatible(x, y)
        }
        (Kind::Func(x), Kind::Func(y)) => functions(x, y),
        (x, y) => x == y,
    }
}

/// Compatible (6.2.7), and told apart as `_Generic` and `__builtin_types_compatible_p` do: by
/// `volatile` behind pointers, and by enumeration where both refer to one, though they are the same
/// integers.
pub(crate) fn indistinct(a: &Ty, b: &Ty) -> bool {
    compatible(a, b) && alike(a, b)
}

/// Whether compatible types differ neither in enumerations nor in `volatile`, qualifiers at the top
/// level aside.
fn alike(a: &Ty, b: &Ty) -> bool {
    let here = a.enumeration.zip(b.enumeration).is_none_or(|(x, y)| x == y);
    here && match (&a.kind, &b.kind) {
        (Kind::Ptr(x), Kind::Ptr(y)) => x.volatile == y.volatile && alike(x, y),
        (Kind::Array(x, _), Kind::Array(y, _)) => alike(x, y),
        (Kind::Func(x), Kind::Func(y)) => {
            alike(&x.ret, &y.ret) && x.params.iter().zip(&y.params).all(|(x, y)| alike(x, y))
        }
        _ => true,
    }
}

/// Whether two types of functions differ in what pointers refer to at most.
pub(crate) fn same_pointers(a: &Ty, b: &Ty) -> bool {
    let (Kind::Func(a), Kind::Func(b)) = (&a.kind, &b.kind) else { return false };
    let same = |(x, y): (&Ty, &Ty)| {
        matches!((&x.kind, &y.kind), (Kind::Ptr(_), Kind::Ptr(_))) || compatible(x, y)
    };
    let counted = a.variadic == b.variadic && a.params.len() == b.params.len();
    counted && !b.unprototyped && same((&a.ret, &b.ret)) && a.params.iter().zip(&b.params).all(same)
}

fn functions(a: &FuncTy, b: &FuncTy) -> bool {
    compatible(&a.ret, &b.ret)
        && (a.unprototyped
            || b.unprototyped
            || (a.variadic == b.variadic
                && a.params.len() == b.params.len()
                && a.params.iter().zip(&b.params).all(|(x, y)| compatible(x, y))))
}

/// Pointee types that may be exchanged with no more than a warning elsewhere: same layout, differing
/// in signedness (`char *` and `unsigned char *`).
pub(crate) fn same_shape(a: &Ty, b: &Ty) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Int(x), Kind::Int(y)) => x.size() == y.size(),
        (Kind::Ptr(x), Kind::Ptr(y)) => same_shape(x, y),
        _ => compatible(a, b),
    }
}

/// The type that two declarations of one thing give together: array lengths and prototypes are
/// taken from whichever has them.
pub(crate) fn composite(a: &Ty, b: &Ty) -> Ty {
    match (&a.kind, &b.kind) {
        (Kind::Array(_, None), Kind::Array(_, Some(_))) => b.clone(),
        (Kind::Func(x), Kind::Func(y)) if x.unprototyped && !y.unprototyped => b.clone(),
        _ => a.clone(),
    }
}
