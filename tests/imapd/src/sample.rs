//! A mail directory to serve.
use std::fs;
use std::io;
use std::path::Path;

/// The account of [`write`]'s directory.
pub const USER: &str = "fred";
/// Its password.
pub const PASSWORD: &str = "wilma";
/// The subjects of its INBOX, in order.
pub const SUBJECTS: [&str; 3] = ["Lunch", "The quarry is closed", "Bowling on Friday?"];

/// Fills `directory` with an account, an INBOX of three messages and an empty mailbox `Sent`.
pub fn write(directory: &Path) -> io::Result<()> {
    for sub in ["cur", "new", ".Sent/cur", ".Sent/new"] {
        fs::create_dir_all(directory.join(sub))?;
    }
    fs::write(directory.join("passwd"), format!("{USER}:{PASSWORD}\n"))?;
    for (number, subject) in SUBJECTS.iter().enumerate() {
        let file = if number == 0 { format!("cur/{number}:2,S") } else { format!("new/{number}") };
        let text = format!(
            "From: barney@example.org\nTo: {USER}@example.org\nSubject: {subject}\n\n\
             See you there.\nBarney\n"
        );
        fs::write(directory.join(file), text)?;
    }
    Ok(())
}
