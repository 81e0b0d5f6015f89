//! C programs of any bytes (`tests/generate`) compile, end, and return the same interpreted and as
//! native code; every 16th input returns the same as gcc compiles it, where there is a gcc (which takes
//! longer than all the rest). The input's bytes choose which, so an input at fault is again when it is
//! run alone.
#![no_main]
use c_generator::compare::{both, gcc};
use libfuzzer_sys::fuzz_target;
use std::process::Command;
use std::sync::LazyLock;

/// There is a gcc.
static GCC: LazyLock<bool> = LazyLock::new(|| {
    let there = Command::new("gcc").arg("--version").output().is_ok_and(|o| o.status.success());
    if !there {
        eprintln!("no gcc here: what it makes of a program is not compared");
    }
    there
});

fuzz_target!(|data: &[u8]| {
    let text = c_generator::program(data);
    let ours = both(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    // FNV-1a (Fowler, Noll, Vo).
    let hash =
        data.iter().fold(0x811c_9dc5u32, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193));
    if hash >> 28 == 0 && *GCC {
        let folder = tempfile::tempdir().expect("a folder for gcc's files");
        assert_eq!(Ok(ours), gcc(&text, folder.path()), "here, and gcc\n{text}");
    }
});
