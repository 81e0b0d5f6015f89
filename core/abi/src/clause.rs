//! Clauses as they stand in an object: which events they catch, where each parameter comes from in
//! each call of a family, and what the clause may do, so that a host traps and captures no more
//! than it must.
use alloc::string::String;
use alloc::vec::Vec;

/// When a clause on a system call runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// Before the call.
    Pre = 0,
    /// After the call.
    Post = 1,
}

/// Life-cycle events of a process or binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Life {
    /// The binding came into being. No parameters.
    Activate = 0,
    /// The binding is about to end. No parameters.
    Deactivate = 1,
    /// In the child, before its first instruction. Slot 0: parent's pid.
    Fork = 2,
    /// A new image is in place. Slot 0: path (string).
    Exec = 3,
    /// The process is gone. Slot 0: wait status.
    Exit = 4,
    /// A signal is about to be delivered. Slot 0: number, slot 1: sender's pid (0: kernel).
    Signal = 5,
}

/// What a clause catches.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub enum On {
    /// System calls, each with its own binding of the clause's parameters.
    Calls(Vec<CallBind>),
    /// An event raised by another wrapper (`com_id::event{warning}`); empty wrapper name: by any.
    Raised {
        /// Name of the raising wrapper, or empty.
        wrapper: String,
        /// Name of the event.
        event: String,
    },
    /// A life-cycle event.
    Life(Life),
}

/// One system call of a clause.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct CallBind {
    /// Native call number of the object's target.
    pub nr: u32,
    /// Where each parameter slot comes from in this call, slot 0 first; at most
    /// [`crate::ctx::MAX_PARAMS`].
    pub sources: Vec<Source>,
    /// Necessary conditions on scalar arguments: whenever the clause's guard holds, all tests of one
    /// of these lists do, and a host may leave the call untrapped when no list's do. Without a list
    /// nothing is known. At most [`limit::FILTER`](crate::object::limit::FILTER) lists of
    /// [`crate::ctx::MAX_PARAMS`] tests.
    pub filter: Vec<Vec<ArgTest>>,
}

/// `(arg & mask) op value`, unsigned, on the low 32 bits when `wide` is false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArgTest {
    /// Argument register of the call, 0..=5.
    pub arg: u8,
    /// Compare all 64 bits.
    pub wide: bool,
    /// The comparison.
    pub op: Cmp,
    /// Bits compared.
    pub mask: u64,
    /// Compared with.
    pub value: u64,
}

impl ArgTest {
    /// What of a call's arguments is compared.
    #[inline]
    pub fn compared(&self, args: &[u64; 6]) -> u64 {
        let arg = args.get(usize::from(self.arg)).copied().unwrap_or(0);
        self.narrowed(arg & self.mask)
    }

    /// What it is compared with.
    #[inline]
    pub fn number(&self) -> u64 {
        self.narrowed(self.value)
    }

    #[inline]
    fn narrowed(&self, value: u64) -> u64 {
        if self.wide { value } else { value & 0xffff_ffff }
    }

    /// Whether it holds.
    #[inline]
    pub fn holds(&self, args: &[u64; 6]) -> bool {
        let (arg, value) = (self.compared(args), self.number());
        match self.op {
            Cmp::Eq => arg == value,
            Cmp::Ne => arg != value,
            Cmp::Lt => arg < value,
            Cmp::Le => arg <= value,
            Cmp::Gt => arg > value,
            Cmp::Ge => arg >= value,
        }
    }

    /// Whether both compare the same of a call's arguments, whatever with.
    pub fn compares_as(&self, other: &ArgTest) -> bool {
        (self.arg, self.wide, self.mask) == (other.arg, other.wide, other.mask)
    }
}

/// If each of these lists begins by asking whether one and the same thing is a number, that question:
/// where the lists stand by rising number, those to look at are found by bisection.
pub fn keyed(lists: &[Vec<ArgTest>]) -> Option<&ArgTest> {
    let key = lists.first()?.first()?;
    let asks = |l: &Vec<ArgTest>| l.first().is_some_and(|t| t.op == Cmp::Eq && t.compares_as(key));
    lists.iter().all(asks).then_some(key)
}

/// Comparison of an [`ArgTest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Cmp {
    Eq = 0,
    Ne = 1,
    Lt = 2,
    Le = 3,
    Gt = 4,
    Ge = 5,
}

/// C width of a scalar argument: how its register is extended to 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Width {
    I32 = 0,
    U32 = 1,
    I64 = 2,
    U64 = 3,
    I16 = 4,
    U16 = 5,
    U8 = 6,
    I8 = 7,
}

/// Where a parameter slot's value comes from in one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// This call has no such parameter: the slot is 0.
    Absent,
    /// This call implies a value (`creat` implies its flags).
    Const(u64),
    /// A scalar in argument register `arg`.
    Arg {
        /// Argument register, 0..=5.
        arg: u8,
        /// Its C width.
        width: Width,
    },
    /// What the pointer in argument register `arg` refers to, captured; the slot holds its address.
    Capture {
        /// Argument register, 0..=5.
        arg: u8,
        /// Shape of what is there.
        shape: Shape,
        /// Written by the kernel rather than read by it: captured after the call.
        out: bool,
        /// Argument register of the directory descriptor that a path is relative to.
        dirfd: Option<u8>,
    },
    /// A scalar inside the structure that argument register `arg` points to (`openat2`'s flags).
    Field {
        /// Argument register, 0..=5.
        arg: u8,
        /// Offset in bytes.
        offset: u16,
        /// Its C width.
        width: Width,
    },
}

/// Shape of captured memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// NUL-terminated path, at most [`crate::ctx::MAX_STRING`] bytes.
    Path,
    /// NUL-terminated string, likewise bounded.
    Str,
    /// `struct sockaddr` of `len` bytes (at most 128).
    Sockaddr(Len),
    /// Bytes, at most `max`: longer is truncated, and [`crate::ctx::LENS`] says what was captured.
    Bytes {
        /// How long.
        len: Len,
        /// Bound.
        max: u32,
    },
    /// Null-terminated vector of string pointers (argv, envp): captured as a null-terminated array
    /// of addresses in [`crate::addr::Region::Capture`], followed by the strings.
    StrVec,
}

/// Length of captured memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Len {
    /// Fixed.
    Const(u32),
    /// Argument register `arg` times `scale`.
    Arg {
        /// Argument register, 0..=5.
        arg: u8,
        /// Bytes per unit.
        scale: u16,
    },
    /// The `u32` that argument register `arg` points to (value-result lengths of sockets).
    ArgPtr {
        /// Argument register, 0..=5.
        arg: u8,
    },
    /// The call's result, if positive, times `scale` (what `read` stored).
    Result {
        /// Bytes per unit.
        scale: u16,
    },
}

/// A clause.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct Clause {
    /// As written, for people: `bsd::op{open} post`.
    pub label: String,
    /// Line in the source.
    pub line: u32,
    /// What it catches.
    pub on: On,
    /// When it runs (calls only).
    pub phase: Phase,
    /// Function that says (r0 != 0) whether the clause applies; reads the context's scalars and
    /// variables only, changes nothing. `None`: always.
    pub guard: Option<u32>,
    /// Function that is the action; r1 = context, r0 = verdict code.
    pub body: u32,
    /// Names of the parameter slots, slot 0 first.
    pub params: Vec<String>,
    /// What the clause does, as bits of [`does`].
    pub does: u32,
    /// Slots (bit n = slot n) whose pointed-to content the clause decides on: a verdict, a
    /// violation, a raise or state depends on it.
    pub decides: u16,
    /// Slots that the clause assigns.
    pub rewrites: u16,
    /// The source says `unlocked`: judging from a copy that may differ from what runs is accepted.
    pub unlocked: bool,
}

impl Clause {
    /// A clause before the call (`pre`) that always applies, without parameters, and of which nothing
    /// is declared that it does. Not in a kernel, where it could not say that memory is short.
    #[cfg(not(no_global_oom_handling))]
    pub fn new(label: &str, on: On, body: u32) -> Clause {
        Clause {
            label: label.into(),
            line: 1,
            on,
            phase: Phase::Pre,
            guard: None,
            body,
            params: Vec::new(),
            does: 0,
            decides: 0,
            rewrites: 0,
            unlocked: false,
        }
    }

    /// Whether it decides on memory that may differ from what runs.
    pub fn is_judged_unlocked(&self) -> bool {
        self.unlocked && (self.decides != 0 || self.does & does::AFTER_UNLOCKED != 0)
    }
}

/// Bits of [`Clause::does`].
pub mod does {
    /// Returns a verdict other than Continue on some path.
    pub const VERDICT: u32 = 1;
    /// Assigns `$ret` or `$errno`.
    pub const RESULT: u32 = 2;
    /// Calls `wr_audit_event`: every characterised parameter of the call is captured.
    pub const ALL_PARAMS: u32 = 4;
    /// Calls a helper that reads or writes process memory.
    pub const USER_MEMORY: u32 = 8;
    /// Reads none of the context's credentials (parent, user, group, jail): the host need not be
    /// asked for them. Absent, they are always filled in.
    pub const NO_CREDS: u32 = 16;
    /// What it decides on is, or may be, what another clause of the wrapper that says `unlocked` saw
    /// in memory: its records say `unlocked` too.
    pub const AFTER_UNLOCKED: u32 = 32;
}
