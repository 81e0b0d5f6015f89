//! Audit records for readers: text, JSON Lines, syslog.
mod json;
mod shown;
mod syslog;
mod text;

use crate::cli::Format;
use wss_abi::audit::Record;

/// A record in `format`, without its newline; `colour` applies to text.
pub(crate) fn render(r: &Record, format: Format, colour: bool) -> String {
    match format {
        Format::Text => text::line(r, colour),
        Format::Json => json::line(r),
        Format::Syslog => syslog::line(r),
    }
}
