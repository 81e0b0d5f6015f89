//! Verdicts: what a clause returns in r0, 32 bits. The upper byte is the kind, the rest its operand.

/// What a clause decided about the event it saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go on (falling off the end of a clause).
    Continue,
    /// Refuse the call; it returns this errno of the host system (1..=4095).
    Deny(u16),
    /// Do not run the call; it returns the context's `ret` (set by assigning `$ret`).
    Return,
    /// Kill the process by this signal.
    Kill(u8),
}

const KIND_DENY: u32 = 0x0100_0000;
const KIND_RETURN: u32 = 0x0200_0000;
const KIND_KILL: u32 = 0x0300_0000;

impl Verdict {
    /// The 32-bit code a clause returns.
    pub const fn code(self) -> u32 {
        match self {
            Verdict::Continue => 0,
            Verdict::Deny(errno) => KIND_DENY | errno as u32,
            Verdict::Return => KIND_RETURN,
            Verdict::Kill(signal) => KIND_KILL | signal as u32,
        }
    }

    /// Reads a code; `None` for one that no verdict has (a fault of the clause).
    pub const fn from_code(code: u32) -> Option<Verdict> {
        let operand = code & 0x00ff_ffff;
        match code & 0xff00_0000 {
            0 if operand == 0 => Some(Verdict::Continue),
            KIND_DENY if operand >= 1 && operand <= 4095 => Some(Verdict::Deny(operand as u16)),
            KIND_RETURN if operand == 0 => Some(Verdict::Return),
            KIND_KILL if operand >= 1 && operand <= 64 => Some(Verdict::Kill(operand as u8)),
            _ => None,
        }
    }
}
