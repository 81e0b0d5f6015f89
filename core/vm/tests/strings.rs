//! The helpers that need no host: results, limits, charges.
use machine_differ::Random;
use wss_abi::addr::Region;
use wss_abi::ctx::MAX_STRING;
use wss_abi::helper::{HELPERS, id};
use wss_vm::{Budget, Fault, Memory, Slot, Stack, strings};

const A: u64 = Region::Rodata.at(0);
const B: u64 = Region::Lent.at(0);

/// Calls a helper with `a` read-only at [`A`] and `b` writable at [`B`]; result and charge.
fn call(id: u16, args: [u64; 3], a: &[u8], b: &mut [u8]) -> (Result<u64, Fault>, u64) {
    let mut stack = Stack::sized(0, 0).unwrap();
    let mut mem = Memory::new(&mut stack)
        .with(Region::Rodata, Slot::ReadOnly(a))
        .with(Region::Lent, Slot::ReadWrite(b));
    let mut budget = Budget::new(1 << 20);
    let [r1, r2, r3] = args;
    let result = strings::call(id, [r1, r2, r3, 0, 0], &mut mem, &mut budget).unwrap();
    (result, (1 << 20) - budget.left())
}

/// Result of a helper over two strings.
fn two(id: u16, a: &str, b: &str, r3: u64) -> u64 {
    let (a, b) = (format!("{a}\0"), format!("{b}\0"));
    call(id, [A, B, r3], a.as_bytes(), &mut b.into_bytes()).0.unwrap()
}

fn glob(pattern: &str, text: &str) -> bool {
    two(id::GLOB, pattern, text, 0) == 1
}

#[test]
fn numbers_60_to_69_are_these() {
    let mut stack = Stack::sized(0, 0).unwrap();
    let mut mem = Memory::new(&mut stack);
    for h in HELPERS {
        let result = strings::call(h.id, [0; 5], &mut mem, &mut Budget::new(9));
        assert_eq!(result.is_some(), (60..=69).contains(&h.id), "{}", h.name);
    }
}

#[test]
fn copying() {
    let mut b = *b"0123456789";
    assert_eq!(call(id::MEMCPY, [B + 1, A, 3], b"abc", &mut b), (Ok(B + 1), 1));
    assert_eq!(&b, b"0abc456789");
    assert_eq!(call(id::MEMCPY, [B + 2, B + 1, 8], b"", &mut b).0, Ok(B + 2));
    assert_eq!(&b, b"0aabc45678", "overlap upwards");
    assert_eq!(call(id::MEMCPY, [B, B + 1, 9], b"", &mut b), (Ok(B), 2));
    assert_eq!(&b, b"aabc456788", "overlap downwards");
    assert_eq!(call(id::MEMCPY, [0, 0, 0], b"", &mut b), (Ok(0), 0));
    let bad = |addr, len, write| (Err(Fault::BadAccess { addr, len, write }), 0);
    assert_eq!(call(id::MEMCPY, [B, A, 4], b"abc", &mut b), bad(A, 4, false));
    assert_eq!(call(id::MEMCPY, [B + 8, A, 3], b"abc", &mut b), bad(B + 8, 3, true));
    assert_eq!(call(id::MEMCPY, [A, B, 3], b"abc", &mut b), bad(A, 3, true));
    assert_eq!(call(id::MEMCPY, [B, A, u64::MAX], b"abc", &mut b), bad(A, u64::MAX, false));
    assert_eq!(&b, b"aabc456788", "a fault changes nothing");
}

#[test]
fn filling() {
    let mut b = *b"0123456789";
    assert_eq!(call(id::MEMSET, [B + 1, 0x1ff, 9], b"", &mut b), (Ok(B + 1), 2));
    assert_eq!(&b, b"0\xff\xff\xff\xff\xff\xff\xff\xff\xff");
    let bad = Fault::BadAccess { addr: B + 1, len: 10, write: true };
    assert_eq!(call(id::MEMSET, [B + 1, 0, 10], b"", &mut b).0, Err(bad));
}

#[test]
fn comparing() {
    let minus = -1i64 as u64;
    assert_eq!(two(id::MEMCMP, "abc", "abd", 2), 0);
    assert_eq!(two(id::MEMCMP, "abc", "abd", 3), minus);
    assert_eq!(two(id::MEMCMP, "a\u{80}", "az", 2), 1, "bytes are unsigned");
    assert_eq!(two(id::STRCMP, "abc", "abc", 0), 0);
    assert_eq!(two(id::STRCMP, "ab", "abc", 0), minus);
    assert_eq!(two(id::STRCMP, "b", "abc", 0), 1);
    assert_eq!(two(id::STRCMP, "", "", 0), 0);
    assert_eq!(two(id::STRNCMP, "abc", "abd", 2), 0);
    assert_eq!(two(id::STRNCMP, "abc", "abd", 3), minus);
    assert_eq!(two(id::STRNCMP, "abc", "abc", 99), 0);
    assert_eq!(two(id::STRNCMP, "ab", "abc", u64::MAX), minus);
    assert_eq!(two(id::STRNCMP, "a", "b", 0), 0);
    let (result, charged) = call(id::STRNCMP, [A, B, 3], b"abc", &mut b"abc".to_vec());
    assert_eq!((result, charged), (Ok(0), 1), "no NUL is needed within the bound");
    let (result, _) = call(id::STRNCMP, [A, B, 4], b"abc", &mut b"abc\0".to_vec());
    assert_eq!(result, Err(Fault::BadAccess { addr: A + 3, len: 1, write: false }));
}

#[test]
fn measuring_and_searching() {
    assert_eq!(two(id::STRLEN, "", "", 0), 0);
    assert_eq!(two(id::STRLEN, "abc", "", 0), 3);
    assert_eq!(two(id::STRSTR, "abcabd", "abd", 0), A + 3);
    assert_eq!(two(id::STRSTR, "abc", "", 0), A);
    assert_eq!(two(id::STRSTR, "", "a", 0), 0);
    assert_eq!(two(id::STRSTR, "abc", "abcd", 0), 0);
    let chr = |c: u64| call(id::STRCHR, [A, c, 0], b"abcb\0", &mut []).0.unwrap();
    assert_eq!((chr(98), chr(0x162), chr(120), chr(0)), (A + 1, A + 1, 0, A + 4));
}

#[test]
fn strings_end_within_their_region_and_bound() {
    let open = call(id::STRLEN, [A + 1, 0, 0], b"abc", &mut []).0;
    assert_eq!(open, Err(Fault::BadAccess { addr: A + 3, len: 1, write: false }));
    let nowhere = call(id::STRLEN, [A + 3, 0, 0], b"abc", &mut []).0;
    assert_eq!(nowhere, Err(Fault::BadAccess { addr: A + 3, len: 1, write: false }));
    let mut long = vec![b'a'; MAX_STRING as usize + 1];
    let too_long = call(id::STRLEN, [A, 0, 0], &long, &mut []).0;
    assert_eq!(too_long, Err(Fault::Unterminated { addr: A }));
    long[MAX_STRING as usize - 1] = 0;
    let (length, charged) = call(id::STRLEN, [A, 0, 0], &long, &mut []);
    assert_eq!((length, charged), (Ok(4095), 512));
}

#[test]
fn charges_come_before_the_work() {
    let mut stack = Stack::sized(0, 0).unwrap();
    let mut b = [1u8; 80];
    let mut mem = Memory::new(&mut stack).with(Region::Lent, Slot::ReadWrite(&mut b));
    let mut budget = Budget::new(9);
    let args = [B, 0, 80, 0, 0];
    let result = strings::call(id::MEMSET, args, &mut mem, &mut budget).unwrap();
    assert_eq!((result, budget.left()), (Err(Fault::Budget), 0));
    assert_eq!(b, [1; 80]);
}

#[test]
fn patterns() {
    for (pattern, yes, no) in [
        ("", &[""][..], &["a"][..]),
        ("/bin/sh", &["/bin/sh"], &["/bin/s", "/bin/shh", "/bin/sH"]),
        ("*", &["", "a", "abc"], &["/", "a/b"]),
        ("**", &["", "a", "a/b", "/"], &[]),
        ("/etc/*", &["/etc/passwd", "/etc/"], &["/etc", "/etc/ssl/certs"]),
        ("/etc/**", &["/etc/passwd", "/etc/", "/etc/ssl/certs"], &["/etc", "/etcx"]),
        ("/home/*/.ssh/*", &["/home/a/.ssh/id"], &["/home/a/b/.ssh/id", "/home/a/.ssh/x/y"]),
        ("/**/*.so", &["/lib/x.so", "/a/b/c.so"], &["x.so", "/lib/x.so/y"]),
        ("**a*b", &["ab", "x/aab", "a/xab", "a/b/axb"], &["a/b", "ab/c"]),
        ("*a*b*c", &["abc", "aabbcc", "xaxbxc"], &["acb", "abcd"]),
        ("a?c", &["abc", "a?c"], &["ac", "a/c", "abbc"]),
        ("[a-c]x", &["ax", "cx"], &["dx", "x", "[a-c]x"]),
        ("[!a-c]", &["d", "-"], &["a", "/", ""]),
        ("[^a]", &["b"], &["a"]),
        ("[]a]", &["]", "a"], &["b"]),
        ("[!]]", &["a"], &["]"]),
        ("[a-]", &["a", "-"], &["b"]),
        ("[\\]]", &["]"], &["\\"]),
        ("[/]", &[], &["/"]),
        ("[ab", &["[ab"], &["a"]),
        ("\\*", &["*"], &["a", "\\*"]),
        ("a\\", &["a\\"], &["a"]),
        ("***", &["a/b"], &[]),
    ] {
        for text in yes {
            assert!(glob(pattern, text), "{pattern} should match {text}");
        }
        for text in no {
            assert!(!glob(pattern, text), "{pattern} should not match {text}");
        }
    }
}

/// The definition, by trying everything: exponential, for short inputs.
fn slow(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        ([b'*', b'*', p @ ..], t) => (0..=t.len()).any(|n| slow(p, &t[n..])),
        ([b'*', p @ ..], t) => {
            (0..=t.len()).take_while(|n| !t[..*n].contains(&b'/')).any(|n| slow(p, &t[n..]))
        }
        ([b'?', p @ ..], [c, t @ ..]) => *c != b'/' && slow(p, t),
        ([c, p @ ..], [d, t @ ..]) => c == d && slow(p, t),
        _ => false,
    }
}

#[test]
fn patterns_agree_with_their_definition() {
    let mut random = Random::new(7);
    let mut matched = 0;
    for _ in 0..20_000 {
        let mut word = |letters: &[char], n| -> String {
            (0..random.below(n)).map(|_| *random.pick(letters)).collect()
        };
        let (pattern, text) = (word(&['a', '/', '*', '*', '?'], 9), word(&['a', 'b', '/'], 9));
        let expected = slow(pattern.as_bytes(), text.as_bytes());
        assert_eq!(glob(&pattern, &text), expected, "{pattern} {text}");
        matched += u32::from(expected);
    }
    assert!((1000..19_000).contains(&matched), "{matched} matches: too few of one kind");
}

#[test]
fn hostile_patterns_are_charged_for() {
    for unit in ["*a**", "*[", "[a", "*[\\]"] {
        let pattern = format!("{}b\0", unit.repeat(3600 / unit.len()));
        let text = format!("{}\0", "a".repeat(4000));
        let begun = std::time::Instant::now();
        let b = &mut text.into_bytes();
        let (result, charged) = call(id::GLOB, [A, B, 0], pattern.as_bytes(), b);
        assert!(matches!(result, Ok(0) | Err(Fault::Budget)), "{unit}: {result:?}");
        // 2^20 instructions are some 10 ms of work; this is not to be minutes.
        assert!(begun.elapsed().as_secs() < 20, "{unit}: {charged} charged");
    }
}
