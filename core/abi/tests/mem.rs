//! Growth that reports failure: what it appends, and that a refusal changes nothing.
use std::fmt::Write as _;
use wss_abi::mem::{OutOfMemory, Text, TryVec, try_filled, try_string, try_vec};

#[test]
fn vectors_grow_by_what_they_are_given() {
    let mut v = try_vec(&[1u32, 2]).unwrap();
    v.try_push(3).unwrap();
    v.try_extend(&[4, 5]).unwrap();
    v.try_grow(7, 9).unwrap();
    v.try_grow(2, 8).unwrap();
    assert_eq!(v, [1, 2, 3, 4, 5, 9, 9]);
    assert_eq!(try_filled(3, 'x'), Ok(vec!['x'; 3]));
    assert_eq!(try_string("Grüße"), Ok("Grüße".to_string()));
}

#[test]
fn text_is_written_piece_by_piece() {
    let mut text = Text::with_room(4).unwrap();
    text.push_str("seven ").unwrap();
    text.push('≤').unwrap();
    write!(text, " {:03}", 8).unwrap();
    assert_eq!(text.finish(), Ok("seven ≤ 008".to_string()));
}

#[test]
fn what_cannot_be_had_is_refused_and_changes_nothing() {
    let mut v = try_vec(&[7u64]).unwrap();
    assert_eq!(v.try_grow(usize::MAX, 0), Err(OutOfMemory));
    assert_eq!(v, [7]);
    assert_eq!(try_filled(usize::MAX, 0u64), Err(OutOfMemory));
    assert_eq!(Text::with_room(usize::MAX).err(), Some(OutOfMemory));
}
