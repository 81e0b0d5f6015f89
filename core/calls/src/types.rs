//! What a characterisation is made of.
use wss_abi::clause::{ArgTest, Source, Width};

/// One system call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CallDesc {
    /// Native number.
    pub nr: u32,
    /// Native name.
    pub name: &'static str,
    /// The family it belongs to (the first, where it belongs to several).
    pub family: &'static str,
    /// All its families. A call that does several operations (`unlinkat`) belongs to each, under a
    /// condition.
    pub families: &'static [Membership],
    /// Tags, in no particular order.
    pub tags: &'static [&'static str],
    /// Parameters: those in registers by register, then those that are implied or inside a
    /// structure (see [`Param::is_pseudo`]).
    pub params: &'static [Param],
    /// Type of the result.
    pub ret: Type,
    /// Never returns, so has no `post`.
    pub no_return: bool,
    /// The kernel itself can return EINTR from it (or restart it) when a signal arrives.
    pub interruptible: bool,
    /// Other readings of parameters, by another parameter's value: rendering only.
    pub variants: &'static [Variant],
}

impl CallDesc {
    /// Index and description of the parameter `name`.
    pub fn param(&self, name: &str) -> Option<(u8, &'static Param)> {
        self.params.iter().zip(0u8..).find(|(p, _)| p.name == name).map(|(p, i)| (i, p))
    }

    /// Whether it has this tag.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.contains(&tag)
    }

    /// The condition under which it is a member of `family`: `None` when it is none, `Some(None)`
    /// when it always is.
    pub fn member_of(&self, family: &str) -> Option<Option<ArgTest>> {
        self.families.iter().find(|m| m.family == family).map(|m| m.when)
    }
}

/// A call's place in a family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Membership {
    /// Name of the family.
    pub family: &'static str,
    /// It is a member only when this holds of its arguments.
    pub when: Option<ArgTest>,
}

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Name, with one meaning in the whole family.
    pub name: &'static str,
    /// Type.
    pub ty: Type,
    /// Who reads and who writes what a pointer refers to; scalars are `In`.
    pub dir: Dir,
    /// Where its value is, ready to be put in an object.
    pub source: Source,
}

impl Param {
    /// Argument register it occupies or is found through.
    pub fn register(&self) -> Option<u8> {
        match self.source {
            Source::Arg { arg, .. } | Source::Capture { arg, .. } | Source::Field { arg, .. } => {
                Some(arg)
            }
            Source::Absent | Source::Const(_) => None,
        }
    }

    /// Not an argument of its own, but implied by the call (`creat`'s flags) or a field of a
    /// structure that another parameter points to (`openat2`'s flags).
    pub fn is_pseudo(&self) -> bool {
        matches!(self.source, Source::Const(_) | Source::Field { .. } | Source::Absent)
    }
}

/// Direction of a pointer parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir {
    /// The kernel reads it.
    In,
    /// The kernel writes it.
    Out,
    /// Both; captured before the call.
    InOut,
}

/// Type of a parameter, a field or a result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// A number of some C width and meaning.
    Scalar(Scalar, Width),
    /// Flags of a set, or-ed together.
    Flags(&'static Set, Width),
    /// One value of a set.
    Enum(&'static Set, Width),
    /// Pointer to a NUL-terminated path.
    Path,
    /// Pointer to another NUL-terminated string.
    Str,
    /// Pointer to a null-terminated vector of strings.
    StrVec,
    /// Pointer to a `struct sockaddr`.
    Sockaddr,
    /// Pointer to bytes.
    Buffer,
    /// Pointer to one value of the type; as a field, the value itself.
    Pointee(&'static Type),
    /// Pointer to several; as a field, as many as fit.
    Array(&'static Type),
    /// A structure (behind a [`Type::Pointee`] or [`Type::Array`], or nested in a structure).
    Struct(&'static Struct),
    /// NUL-padded text of fixed size inside a structure.
    Chars,
    /// `sigset_t`: one bit per signal.
    Sigset,
    /// Pointer to a set of small numbers, one bit each: `fd_set`, `cpu_set_t`.
    Bits,
    /// Pointer to directory entries (`struct linux_dirent64`).
    Dirents,
}

impl Type {
    /// A value in a register, not a pointer to captured memory.
    pub const fn is_scalar(&self) -> bool {
        self.width().is_some()
    }

    /// C width of a scalar.
    pub const fn width(&self) -> Option<Width> {
        match self {
            Type::Scalar(_, w) | Type::Flags(_, w) | Type::Enum(_, w) => Some(*w),
            _ => None,
        }
    }
}

/// Meaning of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A plain number.
    Int,
    /// A number people read in hexadecimal.
    Hex,
    /// Descriptor.
    Fd,
    /// Descriptor of a directory, or `AT_FDCWD`.
    Dirfd,
    /// Permission bits.
    Mode,
    /// File type and permission bits (`st_mode`).
    FileMode,
    /// User id.
    Uid,
    /// Group id.
    Gid,
    /// Process or thread id.
    Pid,
    /// Signal number.
    Signal,
    /// Seconds since the epoch.
    Time,
    /// Bytes.
    Size,
    /// Offset in a file.
    Offset,
    /// Device number.
    Device,
    /// Address in the process, null or not; what is there isn't captured.
    Address,
    /// A resource limit, or infinity.
    Limit,
    /// How a process ended or stopped, as wait4 says it.
    WaitStatus,
}

/// A set of named values.
#[derive(Debug, PartialEq)]
pub struct Set {
    /// Name in the text.
    pub name: &'static str,
    /// How values combine.
    pub kind: SetKind,
    /// What stands for a value that has no name (`O_???`), or empty.
    pub unknown: &'static str,
    /// Members in the order they are rendered.
    pub members: &'static [Const],
}

/// How the values of a [`Set`] combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetKind {
    /// Or-ed together.
    Flags,
    /// Exactly one.
    Enum,
    /// Unrelated constants.
    Consts,
}

/// A named constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Const {
    /// Name.
    pub name: &'static str,
    /// Value, sign-extended.
    pub value: u64,
    /// Bits that decide: the constant is present when `v & mask == value`.
    pub mask: u64,
}

/// An errno.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errno {
    /// Number.
    pub nr: u16,
    /// Name.
    pub name: &'static str,
    /// What strerror(3) says.
    pub message: &'static str,
}

/// Layout of a structure.
#[derive(Debug, PartialEq)]
pub struct Struct {
    /// Name without `struct`.
    pub name: &'static str,
    /// Size in bytes.
    pub size: u32,
    /// Fields by offset.
    pub fields: &'static [Field],
}

impl Struct {
    /// The field `name`.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// Field of a structure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Name.
    pub name: &'static str,
    /// Offset in bytes.
    pub offset: u16,
    /// Size in bytes.
    pub size: u16,
    /// Type.
    pub ty: Type,
    /// Left out when a structure is rendered (`...` stands for it).
    pub hidden: bool,
    /// Left out without a trace.
    pub silent: bool,
}

/// Another reading of some parameters: `fcntl`'s third argument depends on its second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variant {
    /// What the values of parameters (by index) must be, all of them.
    pub tests: &'static [(u8, VariantTest)],
    /// Parameters that mean something else: index and type; `None`: the call ignores it.
    pub read_as: &'static [(u8, Option<Type>)],
    /// The result means something else.
    pub ret: Option<Type>,
}

/// Condition of a [`Variant`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VariantTest {
    /// One of these values, after `& mask`.
    OneOf(u64, &'static [u64]),
    /// None of these bits.
    Without(u64),
}
