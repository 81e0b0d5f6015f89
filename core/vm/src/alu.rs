//! Arithmetic of RFC 9669 section 4.1 where Rust's differs from it, for both widths.

/// A register's value in one of the two widths.
pub(crate) trait Word: Copy {
    /// The value as two's complement.
    type Signed: PartialOrd;
    /// The value as two's complement.
    fn signed(self) -> Self::Signed;
    /// Unsigned quotient; 0 when `by` is 0.
    fn quot(self, by: Self) -> Self;
    /// Unsigned remainder; `self` when `by` is 0.
    fn rest(self, by: Self) -> Self;
    /// Signed quotient, towards zero; 0 when `by` is 0; the most negative value by -1 is itself.
    fn signed_quot(self, by: Self) -> Self;
    /// Signed remainder with the dividend's sign; `self` when `by` is 0; the most negative value
    /// by -1 is 0.
    fn signed_rest(self, by: Self) -> Self;
    /// Shift that copies the sign; the distance is masked to the width, as for every shift.
    fn signed_shr(self, by: Self) -> Self;
}

macro_rules! word {
    ($unsigned:ty, $signed:ty) => {
        impl Word for $unsigned {
            type Signed = $signed;
            #[inline(always)]
            fn signed(self) -> $signed {
                self as $signed
            }
            #[inline(always)]
            fn quot(self, by: Self) -> Self {
                self.checked_div(by).unwrap_or(0)
            }
            #[inline(always)]
            fn rest(self, by: Self) -> Self {
                self.checked_rem(by).unwrap_or(self)
            }
            #[inline(always)]
            fn signed_quot(self, by: Self) -> Self {
                if by == 0 { 0 } else { (self as $signed).wrapping_div(by as $signed) as Self }
            }
            #[inline(always)]
            fn signed_rest(self, by: Self) -> Self {
                if by == 0 { self } else { (self as $signed).wrapping_rem(by as $signed) as Self }
            }
            #[inline(always)]
            fn signed_shr(self, by: Self) -> Self {
                (self as $signed).wrapping_shr(by as u32) as Self
            }
        }
    };
}

word!(u32, i32);
word!(u64, i64);
