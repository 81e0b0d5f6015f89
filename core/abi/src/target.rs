//! Targets: the operating system and processor whose system-call numbers an object is compiled for.

/// A target of the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Target {
    /// Linux on x86-64, its native 64-bit calls.
    LinuxX86_64 = 1,
    /// FreeBSD on amd64, its native 64-bit calls.
    FreebsdAmd64 = 2,
}

impl Target {
    /// Every target.
    pub const ALL: &[Target] = &[Target::LinuxX86_64, Target::FreebsdAmd64];

    /// Reads the number that stands in an object.
    pub const fn from_number(n: u16) -> Option<Target> {
        match n {
            1 => Some(Target::LinuxX86_64),
            2 => Some(Target::FreebsdAmd64),
            _ => None,
        }
    }

    /// The name `wrapc --target` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Target::LinuxX86_64 => "linux-x86_64",
            Target::FreebsdAmd64 => "freebsd-amd64",
        }
    }

    /// The target with that name.
    pub fn from_name(name: &str) -> Option<Target> {
        Target::ALL.iter().copied().find(|t| t.name() == name)
    }
}
