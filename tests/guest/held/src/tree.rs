//! The files that a case finds, and what it left of them.
use std::ffi::CString;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, symlink};
use std::path::Path;

/// Times before this are those that cases set.
const NEW: i64 = 1_500_000_000;
/// When the files were made.
const OLD: i64 = 1_000_000_000;

/// Makes the tree anew.
pub(crate) fn make(root: &Path) -> std::io::Result<()> {
    // Whatever a case made of them.
    for dir in ["", "d", "e", "closed"] {
        let _ = fs::set_permissions(root.join(dir), fs::Permissions::from_mode(0o700));
    }
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    fs::DirBuilder::new().mode(0o755).create(root)?;
    for dir in ["d", "e", "closed"] {
        fs::DirBuilder::new().mode(0o755).create(root.join(dir))?;
    }
    for (name, text) in [("f", "hello\n"), ("d/g", "g"), ("closed/in", "in")] {
        fs::File::create(root.join(name))?.write_all(text.as_bytes())?;
        let path = CString::new(root.join(name).as_os_str().as_bytes())?;
        let old = libc::timeval { tv_sec: OLD, tv_usec: 0 };
        // SAFETY: a string with its NUL, and two times.
        unsafe { libc::utimes(path.as_ptr(), [old, old].as_ptr()) };
    }
    for (name, to) in [("l", "f"), ("ld", "d"), ("loop", "loop"), ("dangling", "nowhere")] {
        symlink(to, root.join(name))?;
    }
    fs::set_permissions(root.join("closed"), fs::Permissions::from_mode(0))
}

/// One word for each file.
pub(crate) fn dump(root: &Path) -> String {
    let mut out = Vec::new();
    walk(root, "", &mut out);
    out.join(" ")
}

fn walk(dir: &Path, prefix: &str, out: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let mut names: Vec<_> = entries.flatten().map(|e| e.file_name()).collect();
    names.sort();
    for name in names {
        let path = dir.join(&name);
        let Ok(m) = fs::symlink_metadata(&path) else { continue };
        let name = format!("{prefix}{}", name.to_string_lossy());
        let kind = m.mode() & 0o170_000;
        let mut word = format!("{name}:{:o}", m.mode());
        if kind == 0o100_000 {
            let text = fs::read(&path).unwrap_or_default();
            word += &format!(":{}:{}", m.nlink(), text.escape_ascii());
            let time = |t: i64| if t > NEW { "new".into() } else { t.to_string() };
            word += &format!(":{}:{}", time(m.mtime()), m.uid());
        }
        if kind == 0o120_000 {
            word += &format!(":{}", fs::read_link(&path).unwrap_or_default().display());
        }
        out.push(word);
        if kind == 0o040_000 {
            walk(&path, &format!("{name}/"), out);
        }
    }
}
