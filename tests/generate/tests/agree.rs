//! Generated programs: always the same for the same bytes, and the same for two compilers.
#![allow(clippy::unwrap_used)]
use c_generator::compare::{both, bytes, gcc, here};
use c_generator::program;

#[test]
fn any_bytes_make_a_program_that_compiles_and_ends() {
    for text in [program(&[]), program(&[255; 400]), program(b"the same bytes, the same program")] {
        assert!(here(&text).is_ok(), "{:?}\n{text}", here(&text));
    }
    assert_eq!(program(&bytes(7, 500)), program(&bytes(7, 500)));
    assert_ne!(program(&bytes(7, 500)), program(&bytes(8, 500)));
}

#[test]
fn gcc_and_the_machine_agree() {
    if std::process::Command::new("gcc").arg("--version").output().is_err() {
        eprintln!("no gcc here: nothing to compare with");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut results = std::collections::BTreeSet::new();
    for seed in 1..=24 {
        let text = program(&bytes(seed, 1200));
        let ours = both(&text);
        assert_eq!(ours, gcc(&text, folder.path()), "seed {seed}\n{text}");
        results.insert(ours);
    }
    assert!(results.len() > 12, "programs that return the same test nothing: {results:?}");
}
