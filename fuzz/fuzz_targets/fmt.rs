//! Any text that lexes is formatted: to text that has the same tokens (which the formatter checks
//! itself, and would answer with E0706) and that stays as it is when it is formatted again.
#![no_main]
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    match wdl::fmt::format("fuzz.wdl", text) {
        Ok(once) => {
            let twice = wdl::fmt::format("fuzz.wdl", &once).expect("what was formatted lexes");
            assert_eq!(once, twice, "formatted twice, it is the same");
        }
        Err(findings) => {
            let own = findings.diags.list().iter().any(|d| d.code.id == "E0706");
            let said = findings.text(false);
            assert!(!own || said.contains("cut by a"), "{said}");
        }
    }
    Corpus::Keep
});
