//! Writing: files whole or not at all.
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use wss_abi::object::Object;

/// Writes an object to `path`: first to a file beside it, which then takes its name, so that there
/// is never half an object. `-`, and what is no regular file, is written to directly.
pub(crate) fn write(path: &Path, object: &Object) -> Result<(), String> {
    let bytes = object.encode().map_err(|e| e.to_string())?;
    replace(path, &bytes)
}

/// Writes bytes to `path` as [`write`] does. An existing file's permissions are kept.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if path.as_os_str() == "-" {
        let mut out = std::io::stdout().lock();
        return out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| e.to_string());
    }
    // A link is followed: what it names is replaced, not the link.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        return std::fs::write(path, bytes).map_err(|e| e.to_string());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".wrapc-")
        .permissions(std::fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .map_err(|e| e.to_string())?;
    if let Ok(meta) = std::fs::metadata(path) {
        file.as_file().set_permissions(meta.permissions()).map_err(|e| e.to_string())?;
    }
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| e.to_string())?;
    file.persist(path).map_err(|e| e.error.to_string())?;
    Ok(())
}

/// Writes to standard output; false if it is closed or full.
pub(crate) fn print(text: &str) -> bool {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_ok()
}
