//! What operations do to constants, and how comparisons relate.
use super::{Cond, Ext, Op, Width};

impl Cond {
    /// The opposite comparison; [`Cond::Set`] has none.
    pub(crate) fn inverse(self) -> Option<Cond> {
        Some(match self {
            Cond::Eq => Cond::Ne,
            Cond::Ne => Cond::Eq,
            Cond::ULt => Cond::UGe,
            Cond::ULe => Cond::UGt,
            Cond::UGt => Cond::ULe,
            Cond::UGe => Cond::ULt,
            Cond::SLt => Cond::SGe,
            Cond::SLe => Cond::SGt,
            Cond::SGt => Cond::SLe,
            Cond::SGe => Cond::SLt,
            Cond::Set => return None,
        })
    }

    /// The comparison with its operands exchanged.
    pub(crate) fn swapped(self) -> Cond {
        match self {
            Cond::Eq | Cond::Ne | Cond::Set => self,
            Cond::ULt => Cond::UGt,
            Cond::ULe => Cond::UGe,
            Cond::UGt => Cond::ULt,
            Cond::UGe => Cond::ULe,
            Cond::SLt => Cond::SGt,
            Cond::SLe => Cond::SGe,
            Cond::SGt => Cond::SLt,
            Cond::SGe => Cond::SLe,
        }
    }

    /// Whether it holds of two constants.
    pub(crate) fn eval(self, w: Width, a: i64, b: i64) -> bool {
        let (sa, sb) = match w {
            Width::W32 => (i64::from(a as i32), i64::from(b as i32)),
            Width::W64 => (a, b),
        };
        // Sign extension keeps the order of unsigned 32-bit values too.
        let (ua, ub) = (sa as u64, sb as u64);
        match self {
            Cond::Eq => sa == sb,
            Cond::Ne => sa != sb,
            Cond::ULt => ua < ub,
            Cond::ULe => ua <= ub,
            Cond::UGt => ua > ub,
            Cond::UGe => ua >= ub,
            Cond::SLt => sa < sb,
            Cond::SLe => sa <= sb,
            Cond::SGt => sa > sb,
            Cond::SGe => sa >= sb,
            Cond::Set => ua & ub != 0,
        }
    }
}

impl Op {
    /// `a op b` equals `b op a`.
    pub(crate) fn commutes(self) -> bool {
        matches!(self, Op::Add | Op::Mul | Op::And | Op::Or | Op::Xor)
    }

    /// The result on constants; of 32-bit operations the sign-extended low half.
    pub(crate) fn eval(self, w: Width, a: i64, b: i64) -> i64 {
        match w {
            Width::W32 => {
                let (a, b) = (a as i32, b as i32);
                let (ua, ub) = (a as u32, b as u32);
                i64::from(match self {
                    Op::Add => a.wrapping_add(b),
                    Op::Sub => a.wrapping_sub(b),
                    Op::Mul => a.wrapping_mul(b),
                    Op::UDiv => ua.checked_div(ub).unwrap_or(0) as i32,
                    Op::SDiv => {
                        if b == 0 {
                            0
                        } else {
                            a.wrapping_div(b)
                        }
                    }
                    Op::URem => ua.checked_rem(ub).unwrap_or(ua) as i32,
                    Op::SRem => {
                        if b == 0 {
                            a
                        } else {
                            a.wrapping_rem(b)
                        }
                    }
                    Op::And => a & b,
                    Op::Or => a | b,
                    Op::Xor => a ^ b,
                    Op::Shl => a.wrapping_shl(ub),
                    Op::LShr => ua.wrapping_shr(ub) as i32,
                    Op::AShr => a.wrapping_shr(ub),
                })
            }
            Width::W64 => {
                let (ua, ub) = (a as u64, b as u64);
                match self {
                    Op::Add => a.wrapping_add(b),
                    Op::Sub => a.wrapping_sub(b),
                    Op::Mul => a.wrapping_mul(b),
                    Op::UDiv => ua.checked_div(ub).unwrap_or(0) as i64,
                    Op::SDiv => {
                        if b == 0 {
                            0
                        } else {
                            a.wrapping_div(b)
                        }
                    }
                    Op::URem => ua.checked_rem(ub).unwrap_or(ua) as i64,
                    Op::SRem => {
                        if b == 0 {
                            a
                        } else {
                            a.wrapping_rem(b)
                        }
                    }
                    Op::And => a & b,
                    Op::Or => a | b,
                    Op::Xor => a ^ b,
                    Op::Shl => a.wrapping_shl(ub as u32),
                    Op::LShr => ua.wrapping_shr(ub as u32) as i64,
                    Op::AShr => a.wrapping_shr(ub as u32),
                }
            }
        }
    }
}

impl Ext {
    /// The result on a constant.
    pub(crate) fn eval(self, a: i64) -> i64 {
        match self {
            Ext::S8 => i64::from(a as i8),
            Ext::S16 => i64::from(a as i16),
            Ext::S32 => i64::from(a as i32),
            Ext::Z8 => i64::from(a as u8),
            Ext::Z16 => i64::from(a as u16),
            Ext::Z32 => i64::from(a as u32),
        }
    }
}
