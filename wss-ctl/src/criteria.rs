//! Criteria as the user writes them: names of users and groups looked up, errors with a caret.
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use nix::unistd::{Group, User};
use wss_engine::Criterion;
use wss_engine::criteria::{CriterionError, Names};

/// The system's users and groups.
struct System;

impl Names for System {
    fn user(&self, name: &str) -> Option<u32> {
        Some(User::from_name(name).ok()??.uid.as_raw())
    }

    fn group(&self, name: &str) -> Option<u32> {
        Some(Group::from_name(name).ok()??.gid.as_raw())
    }
}

/// Parses a criterion.
///
/// # Errors
/// The criterion with a caret where the trouble is, and what was expected there.
pub(crate) fn parse(text: &str) -> Result<Criterion, String> {
    Criterion::parse(text, &System).map_err(|e| render(&e))
}

/// Parses several.
pub(crate) fn parse_all(texts: &[String]) -> Result<Vec<Criterion>, String> {
    texts.iter().map(|t| parse(t)).collect()
}

/// The users and groups that a criterion names, with their ids.
///
/// # Errors
/// As [`parse`].
#[cfg(target_os = "freebsd")]
pub(crate) fn names(text: &str) -> Result<Vec<wss_abi::control::Name>, String> {
    let noted = Noted::default();
    Criterion::parse(text, &noted).map_err(|e| render(&e))?;
    Ok(noted.0.into_inner())
}

/// The system's users and groups, those that were asked for noted.
#[cfg(target_os = "freebsd")]
#[derive(Default)]
struct Noted(std::cell::RefCell<Vec<wss_abi::control::Name>>);

#[cfg(target_os = "freebsd")]
impl Noted {
    fn note(&self, group: bool, name: &str, id: Option<u32>) -> Option<u32> {
        let found = id.map(|id| wss_abi::control::Name { group, name: name.to_owned(), id });
        self.0.borrow_mut().extend(found);
        id
    }
}

#[cfg(target_os = "freebsd")]
impl Names for Noted {
    fn user(&self, name: &str) -> Option<u32> {
        self.note(false, name, System.user(name))
    }

    fn group(&self, name: &str) -> Option<u32> {
        self.note(true, name, System.group(name))
    }
}

fn render(e: &CriterionError) -> String {
    let label = format!("expected {}", e.expected);
    // The renderer wants a span inside the text; an error at its end points at the last column.
    let source = format!("{} ", e.text);
    let end = (e.at + e.len).min(source.len());
    let report = Level::ERROR.primary_title("the criteria do not parse").element(
        Snippet::source(&source)
            .path("criteria")
            .annotation(AnnotationKind::Primary.span(e.at.min(end)..end).label(&label)),
    );
    Renderer::plain().render(&[report])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_points_at_its_place() {
        let text = parse("prog=imapd && uid=").unwrap_err();
        assert!(text.contains("prog=imapd && uid="), "{text}");
        assert!(text.contains('^'), "{text}");
        assert!(text.contains("expected"), "{text}");
        for bad in ["", "prog", "(uid=0", "uid=0)", "uid=0 &&", "ü=", "argv~='('", "&&"] {
            assert!(parse(bad).unwrap_err().contains("expected"), "{bad}");
        }
    }

    #[test]
    fn names_are_looked_up() {
        assert!(parse("user=root && group=root").is_ok());
        assert!(parse("user=no-such-user-here").is_err());
    }
}
