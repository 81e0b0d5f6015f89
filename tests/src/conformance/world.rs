//! A scenario's file system, beneath a directory; and its text, with that directory before each
//! path.
use super::format::Scene;
use std::io;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;

/// Puts `dir` before every absolute path in a line.
pub fn place(line: &str, dir: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let begins = matches!(before, ' ' | '"' | '=' | '^' | '\'');
        let path = line[at + 1..].starts_with(|n: char| n.is_alphanumeric() || n == '*');
        if c == '/' && begins && path {
            out.push_str(dir);
        }
        out.push(c);
        before = c;
    }
    out
}

/// Makes the files; each beneath a `bin` is `driver`.
///
/// # Errors
/// What the system says.
pub fn make(dir: &Path, driver: &Path, scene: &Scene) -> io::Result<()> {
    std::fs::copy(driver, dir.join("init"))?;
    for (_, words) in &scene.world {
        let word = |n: usize| words.get(n).map_or("", String::as_str);
        let path = dir.join(word(1).trim_start_matches('/'));
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let inside = |path: &str| place(path, &dir.to_string_lossy());
        match word(0) {
            "dir" => {
                std::fs::create_dir_all(&path)?;
                std::fs::set_permissions(&path, PermissionsExt::from_mode(0o777))?;
            }
            "link" => symlink(inside(word(2)), &path)?,
            "script" => {
                std::fs::write(&path, format!("#!{}\n", inside(word(2))))?;
                std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755))?;
            }
            _ => {
                let option = |name: &str| {
                    words.iter().position(|w| w == name).and_then(|at| words.get(at + 1))
                };
                if word(1).contains("bin/") {
                    std::fs::copy(driver, &path)?;
                } else {
                    std::fs::write(&path, option("is").map_or("", String::as_str))?;
                }
                if let Some(uid) = option("uid").and_then(|u| u.parse().ok()) {
                    chown(&path, Some(uid), None)?;
                }
                let mode = option("mode").and_then(|m| u32::from_str_radix(m, 8).ok());
                let mode = PermissionsExt::from_mode(mode.unwrap_or(0o755));
                std::fs::set_permissions(&path, mode)?;
            }
        }
    }
    Ok(())
}
