//! Integer types: sizes, ranks, wrapping.
use super::Int;

impl Int {
    /// Size in bytes, which is the alignment too.
    pub(crate) const fn size(self) -> u64 {
        match self {
            Int::Bool | Int::Char | Int::SChar | Int::UChar => 1,
            Int::Short | Int::UShort => 2,
            Int::Int | Int::UInt => 4,
            Int::Long | Int::ULong | Int::LongLong | Int::ULongLong => 8,
        }
    }

    /// Has negative values.
    pub(crate) const fn is_signed(self) -> bool {
        matches!(self, Int::Char | Int::SChar | Int::Short | Int::Int | Int::Long | Int::LongLong)
    }

    /// Conversion rank (C11 6.3.1.1).
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Int::Bool => 0,
            Int::Char | Int::SChar | Int::UChar => 1,
            Int::Short | Int::UShort => 2,
            Int::Int | Int::UInt => 3,
            Int::Long | Int::ULong => 4,
            Int::LongLong | Int::ULongLong => 5,
        }
    }

    /// The unsigned type of that rank.
    pub(crate) const fn unsigned(self) -> Int {
        match self {
            Int::Char | Int::SChar => Int::UChar,
            Int::Short => Int::UShort,
            Int::Int => Int::UInt,
            Int::Long => Int::ULong,
            Int::LongLong => Int::ULongLong,
            other => other,
        }
    }

    /// `value` converted to this type, in the form constants have: sign-extended if signed, else
    /// zero-extended, to 64 bits.
    pub(crate) const fn wrap(self, value: i64) -> i64 {
        match self {
            Int::Bool => (value != 0) as i64,
            Int::Char | Int::SChar => value as i8 as i64,
            Int::UChar => value as u8 as i64,
            Int::Short => value as i16 as i64,
            Int::UShort => value as u16 as i64,
            Int::Int => value as i32 as i64,
            Int::UInt => value as u32 as i64,
            Int::Long | Int::ULong | Int::LongLong | Int::ULongLong => value,
        }
    }
}
