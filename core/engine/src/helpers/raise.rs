//! Raising events: `wr_raise` and `violation`. The clause then waits, and [`crate::catch`] has the
//! rest.
use super::{Call, Out};
use crate::buffer::Buffer;
use crate::catch::Raise;
use crate::event::{Event, WARNING, What};
use crate::host;
use crate::record::{record, text_param};
use crate::run::MAX_RAISE;
use wss_abi::addr::Region;
use wss_abi::audit::{Kind, MAX_MESSAGE};
use wss_abi::ctx::MAX_STRING;
use wss_abi::helper::id;
use wss_abi::mem::OutOfMemory;
use wss_abi::verdict::Verdict;
use wss_vm::{Budget, Fault, Memory};

impl Call<'_, '_> {
    /// `wr_raise`: how many clauses caught the event.
    pub(super) fn raise_event(
        &mut self,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Out {
        let [number, from, len, ..] = args;
        let id = id::RAISE;
        let fault = |why| Err(Fault::Helper { id, why });
        let wrapper = self.scope.policy.wrappers.get(self.site.wrapper);
        let events = wrapper.map_or(&[][..], |w| &w.object().events);
        let def = usize::try_from(number).ok().and_then(|n| events.get(n));
        let Some(def) = def else { return fault("the wrapper declares no such event") };
        if len != 8 * def.params.len() as u64 {
            return fault("the event has another number of parameters");
        }
        let mut event = self.start(number as u16);
        let (words, _) = mem.slice(from, len)?.as_chunks::<8>();
        let mut made = Ok(());
        for (word, (_, string)) in words.iter().zip(&def.params) {
            let raw = u64::from_le_bytes(*word);
            let (value, len) = match (string, raw) {
                (true, 1..) => {
                    let text = mem.cstr(raw, MAX_STRING)?;
                    budget.charge_bytes(text.len() as u64)?;
                    match text_param(&mut event, text) {
                        Ok(slot) => slot,
                        Err(e) => {
                            made = Err(e);
                            break;
                        }
                    }
                }
                _ => (raw, 0),
            };
            made = event.add_param(value, len);
            if made.is_err() {
                break;
            }
        }
        self.need(id, made)?;
        self.deliver(id, event)
    }

    /// `violation`: audits, and raises `warning` with the message as its one parameter.
    pub(super) fn violation(
        &mut self,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Out {
        let id = id::VIOLATION;
        let [text, ..] = args;
        let text = match text {
            0 => &[][..],
            at => mem.cstr(at, MAX_STRING.min(MAX_MESSAGE as u32))?,
        };
        budget.charge_bytes(text.len() as u64)?;
        if let Some(s) = self.scope.core.shared.get_mut(self.site.wrapper as usize) {
            s.stats.violations += 1;
        }
        let mut event = self.start(WARNING);
        let param = text_param(&mut event, text);
        let message = wss_abi::mem::lossy(text);
        let (value, len) = self.need(id, param)?;
        let added = event.add_param(value, len);
        self.need(id, added)?;
        let message = self.need(id, message)?;
        self.record(Kind::Violation, message, mem);
        self.deliver(id, event)
    }

    /// Records about the event, whose captures the machine has at the moment.
    pub(super) fn record(&mut self, kind: Kind, message: alloc::string::String, mem: &Memory<'_>) {
        let region = mem.region(Region::Capture);
        let used = region.get(..self.used.min(region.len())).unwrap_or(&[]);
        let copied = wss_abi::mem::try_vec(used);
        match copied {
            Ok(bytes) => self.event.bytes = bytes.into(),
            Err(OutOfMemory) => return self.scope.core.audit.drop_one(),
        }
        let (site, none) = (*self.site, Verdict::Continue);
        record(self.scope, self.event, Some(&site), site.tid, kind, none, message);
        self.event.bytes = Buffer::default();
    }

    fn start(&mut self, number: u16) -> Event {
        let mut event = self.scope.core.take_event();
        let set = self.scope.core.processes.all.get(self.site.process).map_or(0, |p| p.set);
        let call = host::Call { nr: u32::MAX, args: [0; 6] };
        event.reset(What::Raised(self.site.wrapper, number), call, set);
        event.creds = self.event.creds;
        event
    }

    /// Pauses the clause until the catchers have run.
    fn deliver(&mut self, id: u16, event: Event) -> Out {
        if self.site.depth >= MAX_RAISE {
            return Err(Fault::Helper { id, why: "events raise events too deeply" });
        }
        *self.raised = Some(Raise::new(event));
        Err(Fault::Pause)
    }
}
