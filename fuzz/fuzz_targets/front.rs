//! Any text is answered by the compiler: with an object that decodes, or with diagnostics that say
//! something. It does not panic, hang or eat memory (libFuzzer's limits).
#![no_main]
use libfuzzer_sys::{Corpus, fuzz_target};
use std::path::PathBuf;
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;

fuzz_target!(|data: &[u8]| -> Corpus {
    // The first byte chooses the target and the dialect.
    let Some((choice, text)) = data.split_first() else { return Corpus::Reject };
    let Ok(text) = std::str::from_utf8(text) else { return Corpus::Reject };
    // What other files say is not this input's doing.
    if text.contains("include") {
        return Corpus::Reject;
    }
    let target = if choice & 1 == 0 { Target::LinuxX86_64 } else { Target::FreebsdAmd64 };
    let options = wdl::Options { prelude: choice & 2 == 0, ..wdl::Options::new(target) };
    let source = Source { name: "fuzz.wdl".into(), text: text.into(), folder: PathBuf::new() };
    match compile_source(&options, &source) {
        Ok(compiled) => {
            let _ = compiled.warnings.text(false);
            let bytes = compiled.object.encode().expect("an object can be written");
            let back = wss_abi::object::Object::decode(&bytes).expect("and read back");
            wss_vm::verify::verify(&back).expect("and is verified");
        }
        Err(findings) => {
            assert!(findings.diags.has_errors(), "refused without an error");
            let text = findings.text(false);
            assert!(text.contains("error["), "an error is shown: {text}");
            let _ = findings.json();
        }
    }
    Corpus::Keep
});
