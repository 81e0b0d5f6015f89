//! Control groups: one per monitor, where a cgroup2 hierarchy may be written to, so that no group has them all.
use std::ffi::{CStr, CString};
use std::sync::OnceLock;

/// Where cgroup2 is mounted, if groups may be made there.
pub fn group_folder() -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/mounts").ok()?;
    let folder = mounts.lines().find_map(|l| {
        let mut words = l.split(' ').skip(1);
        let folder = words.next()?;
        (words.next()? == "cgroup2").then(|| folder.to_owned())
    })?;
    let probe = format!("{folder}/wss-probe-{}", std::process::id());
    std::fs::create_dir(&probe).ok()?;
    std::fs::remove_dir(&probe).ok()?;
    Some(folder)
}

/// Moves this process to a group of its own below this folder. False: there is none, or it is not permitted.
pub(crate) fn own_group(folder: Option<&str>, ring: &str, place: u16) -> bool {
    let Some(folder) = folder else { return false };
    let group = format!("{folder}/wss-{ring}-{place}");
    // It is there already if this is a replacement.
    let _ = std::fs::create_dir(&group);
    let moved = std::fs::write(format!("{group}/cgroup.procs"), "0").is_ok();
    if let Ok(outside) = CString::new(format!("{folder}/cgroup.procs"))
        && moved
    {
        // Once: a monitor takes one group.
        let _ = OUTSIDE.set(outside);
    }
    moved
}

/// Where what a monitor starts is to be moved to, so that it is not in the monitor's own group.
pub(super) fn outside() -> Option<&'static CStr> {
    OUTSIDE.get().map(CString::as_c_str)
}

static OUTSIDE: OnceLock<CString> = OnceLock::new();

/// Removes the groups of a ring's monitors, which are empty now.
pub(crate) fn leave_no_groups(ring: &str) {
    let Some(folder) = group_folder() else { return };
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let file = entry.file_name();
        let place = file
            .to_str()
            .and_then(|f| f.strip_prefix("wss-")?.strip_prefix(ring)?.strip_prefix('-'));
        if place.is_some_and(|p| p.parse::<u16>().is_ok()) {
            // One that is not empty stays.
            let _ = std::fs::remove_dir(entry.path());
        }
    }
}
