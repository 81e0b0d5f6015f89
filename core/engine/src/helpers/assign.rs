//! Assignments to `$parameters`, `$ret` and `$errno`.
use super::{Call, Out};
use crate::capture::{Capture, Got};
use crate::context::{result, set_slot};
use crate::event::What;
use wss_abi::addr::Region;
use wss_abi::clause::{Shape, Source};
use wss_abi::ctx::MAX_STRING;
use wss_abi::helper::id;
use wss_vm::{Budget, Fault, Memory};

impl Call<'_, '_> {
    pub(super) fn assign(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Out {
        let [r1, r2, r3, ..] = args;
        let fault = |why| Err(Fault::Helper { id, why });
        if !self.event.is_call() {
            return fault("this event is no call");
        }
        match id {
            id::SET_RET => self.event.ret = r1 as i64,
            id::SET_ERRNO => match (r1, crate::context::failed(self.event.ret)) {
                (1..=4095, _) => self.event.ret = -(r1 as i64),
                (0, true) => self.event.ret = 0,
                (0, false) => {}
                _ => return fault("no errno has this number"),
            },
            _ => {
                if self.event.what != What::Pre {
                    return fault("the call has run");
                }
                let assigned = self.clause.rewrites.checked_shr(r1 as u32).unwrap_or(0);
                if r1 > 15 || assigned & 1 == 0 {
                    return fault("the clause does not say that it assigns this parameter");
                }
                let slot = r1 as usize;
                let Some(source) = self.sources.get(slot).copied() else {
                    return fault("no such parameter");
                };
                return match id {
                    id::SET_ARG => self.scalar(slot, source, r2, mem),
                    _ => self.bytes(slot, source, (r2, r3), mem, budget),
                };
            }
        }
        if let Some(ctx) = mem.engine_mut(Region::Ctx) {
            result(ctx, self.event.ret);
        }
        Ok(0)
    }

    fn scalar(&mut self, slot: usize, source: Source, v: u64, mem: &mut Memory<'_>) -> Out {
        let id = id::SET_ARG;
        let Source::Arg { arg, width } = source else {
            let why = "this call has no argument register for this parameter";
            return Err(Fault::Helper { id, why });
        };
        let v = crate::capture::extend(v, width);
        let done = self.event.assign(self.site.pick.layer, arg, v);
        self.need(id, done)?;
        if let Some(ctx) = mem.engine_mut(Region::Ctx) {
            set_slot(ctx, slot, v, 0);
        }
        Ok(0)
    }

    fn bytes(
        &mut self,
        slot: usize,
        source: Source,
        (from, len): (u64, u64),
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Out {
        let id = id::SET_ARG_BYTES;
        let fault = |why| Err(Fault::Helper { id, why });
        let Source::Capture { arg, shape, out: false, dirfd } = source else {
            return fault("this call has no such pointer to replace");
        };
        let text = match shape {
            Shape::Path | Shape::Str => true,
            Shape::Sockaddr(_) | Shape::Bytes { .. } => false,
            Shape::StrVec => return fault("a vector of strings cannot be replaced"),
        };
        if text && len >= u64::from(MAX_STRING) {
            return fault("the string is too long");
        }
        budget.charge_bytes(len)?;
        if text && mem.slice(from, len)?.contains(&0) {
            return fault("a NUL inside the string");
        }
        mem.slice(from, len)?;
        let (at, len) = (self.used, len as usize);
        // The room for assignments was lent zeroed, so a NUL follows the string already.
        let end = at + len + usize::from(text);
        let region = mem.region(Region::Capture).len();
        if end > region {
            return fault("more was assigned than an event has room for");
        }
        // Word by word through a buffer: both areas are regions of one memory.
        let mut done = 0;
        while done < len {
            let mut buffer = [0u8; 256];
            let n = buffer.len().min(len - done);
            let part = mem.slice(from + done as u64, n as u64)?;
            buffer.iter_mut().zip(part).for_each(|(to, from)| *to = *from);
            if let Some(to) = mem.engine_mut(Region::Capture)
                && let Some(to) = to.get_mut(at + done..at + done + n)
            {
                to.iter_mut().zip(buffer).for_each(|(to, from)| *to = from);
            }
            done += n;
        }
        if text && let Some(nul) = mem.engine_mut(Region::Capture).and_then(|c| c.get_mut(at + len))
        {
            *nul = 0;
        }
        self.used = end.next_multiple_of(8);
        let capture = Capture {
            arg,
            shape,
            addr: self.event.arg(arg),
            offset: at as u32,
            len: len as u32,
            dirfd,
            assigned: true,
            ..crate::capture::blank(Got::Data)
        };
        let stored = self.event.assign_bytes(self.site.pick.layer, capture);
        self.need(id, stored)?;
        if let Some(ctx) = mem.engine_mut(Region::Ctx) {
            set_slot(ctx, slot, Region::Capture.at(at as u32), len as u32);
        }
        Ok(0)
    }
}
