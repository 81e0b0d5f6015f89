//! Programs of any bytes (random words, decisions of a generator, damaged objects) that the verifier
//! accepts do the same interpreted and compiled: result, memory, budget used, fault and its place.
#![no_main]
use libfuzzer_sys::{Corpus, fuzz_target};
use machine_differ::{Ending, of_bytes};

fuzz_target!(|data: &[u8]| -> Corpus {
    match of_bytes(data) {
        // What is refused can be one change away from what is not.
        Ok(Ending::Refused) if data.len() < 6 => Corpus::Reject,
        Ok(_) => Corpus::Keep,
        Err(difference) => panic!("{difference}"),
    }
});
