//! Audit records as RFC 5424 messages: facility 13 (log audit), structured data under the private
//! enterprise number reserved for documentation (RFC 5612), message as the text form.
use super::text;
use wss_abi::audit::{Kind, Record};
use wss_abi::verdict::Verdict;

/// One message, without a newline or transport framing.
pub(crate) fn line(r: &Record) -> String {
    const AUDIT: u32 = 13;
    let severity = match (r.kind, r.verdict) {
        (Kind::Violation | Kind::Fault, _) => 4,
        (_, Verdict::Deny(_) | Verdict::Kill(_)) => 4,
        (Kind::Lost, _) => 3,
        _ => 6,
    };
    let wrapper = if r.wrapper.is_empty() { "wss" } else { &r.wrapper };
    format!(
        "<{}>1 {} - wss {} {} [wss@32473 seq=\"{}\" wrapper=\"{}\" pid=\"{}\" uid=\"{}\"] {}",
        AUDIT * 8 + severity,
        timestamp(r.time),
        r.subject.pid,
        r.kind.name(),
        r.seq,
        escape(wrapper),
        r.subject.pid,
        r.subject.uid,
        text::line(r, false)
    )
}

/// PARAM-VALUE escaping (RFC 5424, section 6.3.3).
fn escape(value: &str) -> String {
    value.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '"' | '\\' | ']') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// RFC 3339 in UTC with microseconds, from nanoseconds since the epoch.
fn timestamp(ns: u64) -> String {
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_nanos(ns);
    humantime::format_rfc3339_micros(time).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_civil_dates() {
        assert_eq!(timestamp(0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(timestamp(951_782_400_123_456_789), "2000-02-29T00:00:00.123456Z");
        assert_eq!(timestamp(4_102_444_799_000_000_000), "2099-12-31T23:59:59.000000Z");
    }

    #[test]
    fn parameter_values_are_escaped() {
        assert_eq!(escape("a]b\"c\\"), "a\\]b\\\"c\\\\");
    }
}
