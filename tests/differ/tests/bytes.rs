//! What bytes mean: every kind of program comes to a run, and the same bytes to the same one.
use machine_differ::{Ending, Random, of_bytes};
use wss_vm::asm;

#[test]
fn every_kind_of_bytes_runs() {
    let mut random = Random::new(5);
    let decided = (0..64).filter(|_| {
        let decisions: Vec<u8> = (0..200).map(|_| random.below(256) as u8).collect();
        of_bytes(&[&[0, 255, 255, 1, 0], &decisions[..]].concat()).unwrap() != Ending::Refused
    });
    assert!((8..64).contains(&decided.count()));
    let made = asm::object("loop", ".func f\nr0 = 3\nexit").unwrap().encode().unwrap();
    let exit = 0x95u64.to_le_bytes();
    for (kind, rest) in [(1, &[&[0], &exit[..]].concat()), (2, &made)] {
        let bytes = [&[kind, 255, 255, 1, 0], &rest[..]].concat();
        assert_eq!(of_bytes(&bytes).unwrap(), Ending::Returned, "kind {kind}");
        let bytes = [&[kind, 0, 0, 1, 0], &rest[..]].concat();
        assert_eq!(of_bytes(&bytes).unwrap(), Ending::Budget, "kind {kind}");
    }
    let refused = (0..=255u8).filter(|seed| {
        let bytes = [&[3, 255, 1, *seed, 0], &made[..]].concat();
        of_bytes(&bytes).unwrap() == Ending::Refused
    });
    assert!(
        (1..256).contains(&refused.count()),
        "some damage is found by the verifier, some is not"
    );
}

#[test]
fn decisions_are_read_off_bytes_first() {
    let mut random = Random::of(&[5, 0, 0, 0, 0, 0, 0, 1, 2, 7]);
    assert_eq!((random.below(256), random.number()), (5, 258));
    assert_eq!(random.below(4), 3);
    assert_eq!(random.number(), Random::of(&[]).number());
    assert_ne!(Random::new(1).number(), Random::new(2).number());
}
