//! Names and texts of an object within what a loader takes.
use crate::diag::codes::sema as codes;
use crate::diag::{Diagnostic, Diags};
use crate::span::Span;
use wss_abi::object::{Object, limit};

/// Shortens what is for people only, and reports names that are too long; whether all fits.
pub(super) fn into_limits(object: &mut Object, diags: &mut Diags) -> bool {
    for func in &mut object.funcs {
        shorten(&mut func.name, limit::NAME);
    }
    for var in &mut object.vars {
        if var.ty.len() > limit::TEXT {
            // Types are compared, so that two that differ must go on to do so.
            let mark = format!("...#{:016x}", hash(var.ty.as_bytes()));
            shorten(&mut var.ty, limit::TEXT - mark.len());
            var.ty.push_str(&mark);
        }
    }
    let errors = diags.errors();
    let mut check = |what: &str, name: &str| {
        if name.len() > limit::NAME {
            let short: String = name.chars().take(20).collect();
            let text = format!(
                "the name of {what} `{short}...` has {} bytes, more than {}",
                name.len(),
                limit::NAME
            );
            diags.push(Diagnostic::new(codes::NAME_LENGTH, Span::default(), text));
        }
    };
    check("the wrapper", &object.name);
    object.vars.iter().for_each(|v| check("the variable", &v.name));
    object.tables.iter().for_each(|t| check("the table", &t.name));
    for event in &object.events {
        check("the event", &event.name);
        event.params.iter().for_each(|(name, _)| check("the parameter", name));
    }
    for clause in &object.clauses {
        if let wss_abi::clause::On::Raised { wrapper, event } = &clause.on {
            check("the wrapper", wrapper);
            check("the event", event);
        }
    }
    diags.errors() == errors
}

fn shorten(text: &mut String, most: usize) {
    let end = (0..=most.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    text.truncate(end);
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_that_differ_at_their_end_stay_different() {
        assert_ne!(super::hash(b"struct a"), super::hash(b"struct b"));
        let mut text = "a\u{e9}b".to_string();
        super::shorten(&mut text, 2);
        assert_eq!(text, "a");
    }
}
