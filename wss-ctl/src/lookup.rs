//! From WRAPPER, as the user names it, to an object: a `.wdl` or `.wrap` file, or a name looked up
//! in the wrapper path.
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use wss_abi::object::Object;
use wss_abi::target::Target;

/// The folders of the wrapper path, in order: `extra`, `$WSS_PATH`, `./id-wrappers`, the user's and
/// the system's data folders.
pub(crate) fn wrapper_path(extra: &[PathBuf]) -> Vec<PathBuf> {
    let mut dirs = extra.to_vec();
    if let Some(path) = std::env::var_os("WSS_PATH") {
        dirs.extend(std::env::split_paths(&path));
    }
    dirs.push("id-wrappers".into());
    if let Some(home) = std::env::var_os("HOME") {
        dirs.push(Path::new(&home).join(".local/share/wss"));
    }
    dirs.extend(["/usr/local/share/wss".into(), "/usr/share/wss".into()]);
    dirs
}

/// The file that `wrapper` means: itself if it is a path, else the first `NAME.wrap`, `NAME.wdl`,
/// `NAME/NAME.wrap` or `NAME/NAME.wdl` of the wrapper path.
///
/// # Errors
/// Says where it looked.
pub(crate) fn find(wrapper: &OsStr, extra: &[PathBuf]) -> Result<PathBuf, String> {
    let path = Path::new(wrapper);
    let has_suffix = matches!(path.extension().and_then(OsStr::to_str), Some("wdl" | "wrap"));
    if has_suffix || path.components().count() > 1 {
        return if path.is_file() {
            Ok(path.to_owned())
        } else {
            Err(format!("{}: no such wrapper file", path.display()))
        };
    }
    let dirs = wrapper_path(extra);
    for dir in &dirs {
        for folder in [dir.clone(), dir.join(path)] {
            for suffix in ["wrap", "wdl"] {
                let file = folder.join(path).with_extension(suffix);
                if file.is_file() {
                    return Ok(file);
                }
            }
        }
    }
    let looked: Vec<_> = dirs.iter().map(|d| d.display().to_string()).collect();
    Err(format!(
        "{}: no wrapper of that name in {} (set WSS_PATH or give a .wdl or .wrap file)",
        path.display(),
        looked.join(", ")
    ))
}

/// The compiled object of a wrapper for `target`. Warnings of the compiler go to stderr.
///
/// # Errors
/// A text for the user: diagnostics of the compiler, or what is wrong with the file.
pub(crate) fn object(wrapper: &OsStr, extra: &[PathBuf], target: Target) -> Result<Object, String> {
    let file = find(wrapper, extra)?;
    if file.extension() == Some(OsStr::new("wrap")) {
        let bytes = std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let object = Object::decode(&bytes).map_err(|e| format!("{}: {e}", file.display()))?;
        if object.target != target {
            return Err(format!(
                "{}: compiled for {}, this host is {}: compile it with 'wrapc --target {}'",
                file.display(),
                object.target.name(),
                target.name(),
                target.name()
            ));
        }
        return Ok(object);
    }
    crate::compile::source(&file, target)
}
