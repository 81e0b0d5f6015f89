//! Any bytes are answered by the loader: refused, or an object that means the same when it is
//! written and read again, that the verifier answers, and that can be shown.
#![no_main]
use libfuzzer_sys::fuzz_target;
use wss_abi::object::Object;

fuzz_target!(|data: &[u8]| {
    let Ok(object) = Object::decode(data) else { return };
    let bytes = object.encode().expect("what was read can be written");
    let again = Object::decode(&bytes).expect("what was written can be read");
    assert_eq!(again.encode().ok().as_ref(), Some(&bytes), "written twice, it is the same");
    let _ = wss_vm::verify::verify(&object);
    let _ = wdl::dump::Dump(&object).to_string();
});
