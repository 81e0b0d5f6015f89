//! Where the processor goes on: jumps, calls, returns, and the distances that are filled in later.
use super::{Asm, Cond, Mem, Reg};

/// Where a jump's distance stands, to be filled in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hole(u32);

impl Asm {
    /// `to` = the address that the returned hole will be filled with.
    pub(crate) fn lea_code(&mut self, to: Reg) -> Hole {
        self.op(true, false, 0x8d, to, 0, 0);
        self.put(&[(to & 7) << 3 | 5]);
        self.hole()
    }

    pub(crate) fn ret(&mut self) {
        self.put(&[0xc3]);
    }

    pub(crate) fn jump_reg(&mut self, r: Reg) {
        self.rr(false, 0xff, 4, r);
    }

    pub(crate) fn jump_mem(&mut self, m: Mem) {
        self.rm(false, 0xff, 4, m);
    }

    pub(crate) fn call_mem(&mut self, m: Mem) {
        self.rm(false, 0xff, 2, m);
    }

    fn hole(&mut self) -> Hole {
        let hole = Hole(self.here());
        self.put(&[0; 4]);
        hole
    }

    pub(crate) fn jump(&mut self) -> Hole {
        self.put(&[0xe9]);
        self.hole()
    }

    pub(crate) fn jump_if(&mut self, cond: Cond) -> Hole {
        self.put(&[0x0f, 0x80 | cond as u8]);
        self.hole()
    }

    /// A jump to what is already there.
    pub(crate) fn jump_back(&mut self, cond: Option<Cond>, to: u32) {
        let near = i64::from(to) - i64::from(self.here()) - 2;
        match (i8::try_from(near), cond) {
            (Ok(by), None) => self.put(&[0xeb, by as u8]),
            (Ok(by), Some(c)) => self.put(&[0x70 | c as u8, by as u8]),
            (Err(_), None) => {
                let hole = self.jump();
                self.fill(hole, to);
            }
            (Err(_), Some(c)) => {
                let hole = self.jump_if(c);
                self.fill(hole, to);
            }
        }
    }

    pub(crate) fn call_back(&mut self, to: u32) {
        self.put(&[0xe8]);
        let hole = self.hole();
        self.fill(hole, to);
    }

    /// Makes a jump lead to `to`.
    pub(crate) fn fill(&mut self, hole: Hole, to: u32) {
        let from = hole.0.wrapping_add(4);
        let place = self.bytes.get_mut(hole.0 as usize..from as usize);
        match place {
            Some(place) => place.copy_from_slice(&to.wrapping_sub(from).to_le_bytes()),
            None => self.failed = true,
        }
    }

    /// Makes a jump lead here.
    pub(crate) fn fill_here(&mut self, hole: Hole) {
        self.fill(hole, self.here());
    }
}
