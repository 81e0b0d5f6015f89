//! `wr_audit` and its family.
use super::{Call, Out};
use wss_abi::audit::{Kind, MAX_MESSAGE};
use wss_abi::ctx::MAX_STRING;
use wss_abi::helper::id;
use wss_abi::mem::lossy;
use wss_vm::{Budget, Fault, Memory};

impl Call<'_, '_> {
    pub(super) fn audit(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Out {
        let [r1, r2, r3, ..] = args;
        let message = match id {
            id::AUDIT if r2 > MAX_MESSAGE as u64 => {
                return Err(Fault::Helper { id, why: "the message is too long" });
            }
            id::AUDIT => {
                budget.charge_bytes(r2)?;
                lossy(mem.slice(r1, r2)?)
            }
            id::AUDIT_PRINTF => {
                let out = super::format::format(r1, r2, r3, mem, budget)?;
                out.and_then(|bytes| lossy(&bytes))
            }
            _ => match r1 {
                0 => Ok(alloc::string::String::new()),
                _ => lossy(mem.cstr(r1, MAX_STRING)?),
            },
        };
        let message = self.need(id, message)?;
        self.record(Kind::Audit, message, mem);
        Ok(0)
    }
}
