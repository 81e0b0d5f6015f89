//! An example of each code, for `wrapc explain`: a source that causes it, or what does where that is no
//! short source. They stand in `examples.txt`, each behind a line `%% CODE`; a test compiles them.
use super::Code;

const EXAMPLES: &str = include_str!("examples.txt");

/// What causes a code.
pub fn of(code: Code) -> Option<&'static str> {
    let mut parts = EXAMPLES.split("%% ").map(|part| part.split_once('\n'));
    parts.find_map(|part| part.filter(|(id, _)| *id == code.id).map(|(_, text)| text))
}

/// Codes whose example is a description: of a command, or of a source that is too long to show.
pub const DESCRIBED: &[&str] =
    &["E0215", "E0303", "E0604", "E0605", "E0701", "E0702", "E0703", "E0704", "E0706"];
