//! Accounts, and the overflow. The routine and everything it does with the name stands here.
use std::ffi::CStr;
use std::hint::black_box;
use std::mem::MaybeUninit;
use std::sync::OnceLock;

/// Room for a user name, as the programmer of 1997 thought.
const NAME_MAX: usize = 512;

/// `user:password` lines of the mail directory's `passwd`.
static ACCOUNTS: OnceLock<Vec<(Vec<u8>, Vec<u8>)>> = OnceLock::new();

/// Takes over the accounts that the file's text lists; called once, before the first connection.
pub(crate) fn load(passwd: &str) {
    ACCOUNTS.get_or_init(|| {
        passwd
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(user, password)| (user.into(), password.into()))
            .collect()
    });
}

/// Whether the pair belongs to an account. Overflows the stack if `user` is longer than
/// what [`NAME_MAX`] has room for.
pub(crate) fn accepts(user: &[u8], password: &[u8]) -> bool {
    let Some(number) = account(user) else { return false };
    ACCOUNTS.get().and_then(|all| all.get(number)).is_some_and(|(_, p)| p == password)
}

/// A name in the form in which accounts are looked up: on the stack, terminated by NUL.
#[repr(align(16))]
struct Name(#[expect(dead_code, reason = "written and read through pointers")] [u8; NAME_MAX]);

/// Number of the account that `user` names.
#[inline(never)]
fn account(user: &[u8]) -> Option<usize> {
    let mut name = MaybeUninit::<Name>::uninit();
    let start = black_box(name.as_mut_ptr().cast::<u8>());
    // SAFETY: none. `copy` needs room for `user.len()` bytes and a NUL at its destination, and there
    // is room for NAME_MAX; the client chooses the length. This is the overflow that the exploit
    // uses: what is longer overwrites this frame's return address and then the callers' frames.
    unsafe { copy(start, user) };
    // SAFETY: `copy` has just written a NUL-terminated string there, in `name` and beyond it.
    lookup(unsafe { CStr::from_ptr(name.as_ptr().cast()) })
}

/// Copies bytes and appends a NUL, in a frame of its own that the overflow does not reach.
///
/// # Safety
/// `to` must be valid for writing `from.len() + 1` bytes.
#[inline(never)]
unsafe fn copy(to: *mut u8, from: &[u8]) {
    for (i, byte) in from.iter().chain(&[0]).enumerate() {
        // SAFETY: i <= from.len(), and the caller vouches for that many bytes and one more (the
        // one caller there is does not).
        unsafe { to.add(i).write_volatile(*byte) };
    }
}

#[inline(never)]
fn lookup(name: &CStr) -> Option<usize> {
    ACCOUNTS.get()?.iter().position(|(user, _)| name.to_bytes() == user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_exactly_the_listed_pairs() {
        load("fred:secret\nno colon\nbarney:rubble:double\n");
        assert!(accepts(b"fred", b"secret"));
        assert!(accepts(b"barney", b"rubble:double"));
        assert!(!accepts(b"fred", b"rubble"));
        assert!(!accepts(b"", b""));
        assert!(!accepts(&[b'x'; NAME_MAX - 1], b"secret"), "the longest name that fits");
    }
}
