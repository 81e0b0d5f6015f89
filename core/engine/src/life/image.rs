//! Images: what criteria make of one, in a process that executes it or runs it already, and the bindings that
//! end and begin by it. An exec may stand still in between, at each of its clauses.
use super::Param;
use super::Parts;
use crate::host::{Image, Step, Tid};
use crate::pause::{Way, held};
use alloc::vec::Vec;
use wss_abi::audit::Kind;
use wss_abi::clause::Life;
use wss_abi::mem::{OutOfMemory, TryVec, try_string, try_vec};
use wss_abi::verdict::Verdict;

impl Parts<'_> {
    /// A new image is in place. `exec`: it has not run.
    pub(crate) fn exec(&mut self, tid: Tid, image: &Image, exec: bool) -> Step<()> {
        let step = match self.core.pause_of(tid).map(|p| p.way) {
            Some(Way::Life(life, _)) if exec => self.exec_again(tid, life),
            _ => self.replace_image(tid, image).and_then(|()| self.judge(tid, exec)),
        };
        step.unwrap_or_else(|OutOfMemory| {
            self.give_up(tid);
            Step::Done(())
        })
    }

    /// Goes on with judging an exec.
    fn exec_again(&mut self, tid: Tid, life: Life) -> Result<Step<()>, OutOfMemory> {
        let step = self.go_on(tid);
        self.judged(tid, life, step)
    }

    fn replace_image(&mut self, tid: Tid, image: &Image) -> Result<(), OutOfMemory> {
        let image = image.copy()?;
        match self.core.processes.of(tid).map(|(at, _)| at) {
            Some(process) => {
                // An exec leaves its process one thread.
                while let Some(other) = self.core.processes.other_thread(process, tid) {
                    self.forget_thread(other);
                }
                if let Some(p) = self.core.processes.all.get_mut(process) {
                    p.image = image;
                }
            }
            None => {
                self.add(tid, image, Vec::new())?;
            }
        }
        Ok(())
    }

    /// Judges criteria on the image of a process. `exec`: a new image is in place, whose `exec`
    /// clauses are to run, and the clauses may ask and wait; else the process was running already.
    pub(crate) fn judge(&mut self, tid: Tid, exec: bool) -> Result<Step<()>, OutOfMemory> {
        let stands = if exec { None } else { self.stands(tid) };
        self.end_by_criteria(tid, stands)?;
        if let Some(life) = stands {
            // What is to begin the exec finds out when its clauses have run. If they have, it goes on
            // with what is added here.
            if life != Life::Exec
                && let Some((process, _)) = self.core.processes.of(tid)
            {
                self.start(tid, process)?;
            }
            return Ok(Step::Done(()));
        }
        if exec {
            let step = self.begin_exec(tid)?;
            return self.judged(tid, Life::Exec, step);
        }
        self.judged(tid, Life::Exec, Step::Done(Verdict::Continue))
    }

    /// Goes on with judging an image, whose clauses on `life` have run.
    fn judged(
        &mut self,
        tid: Tid,
        life: Life,
        step: Step<Verdict>,
    ) -> Result<Step<()>, OutOfMemory> {
        match step {
            Step::Done(verdict) => self.enforce(tid, verdict),
            Step::Ask(question) => return Ok(Step::Ask(question)),
            Step::Wait { anew } => return Ok(Step::Wait { anew }),
        }
        let Some((process, _)) = self.core.processes.of(tid) else { return Ok(Step::Done(())) };
        if life == Life::Exec {
            self.settle(tid)?;
            self.start(tid, process)?;
        }
        let step = self.activate(tid, process);
        if matches!(step, Step::Done(())) {
            if let Some(p) = self.core.processes.all.get_mut(process) {
                p.executes = false;
            }
            self.settle(tid)?;
        }
        Ok(step)
    }

    #[inline(never)]
    fn begin_exec(&mut self, tid: Tid) -> Result<Step<Verdict>, OutOfMemory> {
        let Some((process, _)) = self.core.processes.of(tid) else {
            return Ok(Step::Done(Verdict::Continue));
        };
        let p = self.core.processes.all.get_mut(process);
        let path = match p {
            Some(p) => {
                p.executes = true;
                try_vec(&p.image.path)?
            }
            None => Vec::new(),
        };
        Ok(self.begin(tid, Life::Exec, &[Param::Text(&path)], None, true))
    }

    /// The event at which an exec stands still that is being judged.
    fn stands(&mut self, tid: Tid) -> Option<Life> {
        match self.core.pause_of(tid)?.way {
            Way::Life(life, _) => Some(life),
            _ => None,
        }
    }

    /// Ends the bindings that criteria want to end. `stands`: an exec is being judged, which goes on.
    #[inline(never)]
    fn end_by_criteria(&mut self, tid: Tid, stands: Option<Life>) -> Result<(), OutOfMemory> {
        let Some((process, p)) = self.core.processes.of(tid) else { return Ok(()) };
        let creds = self.host.creds(tid);
        let mut ended: Vec<u32> = Vec::new();
        let mut ending: Vec<u64> = Vec::new();
        for b in &p.bindings {
            let Some(w) = self.policy.wrappers.get(b.wrapper) else { continue };
            if w.options.deactivate.iter().any(|c| c.judge(&p.image, &creds)) {
                ending.try_push(b.id)?;
                ended.try_push(b.wrapper)?;
            }
        }
        if let Some(p) = self.core.processes.all.get_mut(process) {
            match stands {
                None => (p.ended, p.executes) = (ended, false),
                Some(_) => p.ended.try_extend(&ended)?,
            }
        }
        for id in ending {
            self.end(tid, process, id)?;
        }
        Ok(())
    }

    /// Ends a binding now, or when its state is free.
    fn end(&mut self, tid: Tid, process: u32, id: u64) -> Result<(), OutOfMemory> {
        let p = self.core.processes.all.get(process);
        let there = p.is_none_or(|p| p.bindings.iter().all(|b| b.id != id || b.holder == 0));
        if there && !held(self.policy, self.core, process, id, tid) {
            self.unbind(tid, process, id)?;
            return self.rebind(process);
        }
        let p = self.core.processes.all.get_mut(process);
        if let Some(b) = p.and_then(|p| p.bindings.iter_mut().find(|b| b.id == id)) {
            b.leaving = true;
        }
        self.core.late = true;
        Ok(())
    }

    /// Begins the bindings that criteria ask for.
    #[inline(never)]
    fn start(&mut self, tid: Tid, process: u32) -> Result<(), OutOfMemory> {
        let creds = self.host.creds(tid);
        let p = self.core.processes.all.get_mut(process);
        let ended = p.map(|p| core::mem::take(&mut p.ended)).unwrap_or_default();
        let Some(p) = self.core.processes.all.get(process) else { return Ok(()) };
        let mut starting: Vec<(u64, u32)> = Vec::new();
        for (at, w) in self.policy.wrappers.iter() {
            let bound = p.bindings.iter().any(|b| b.wrapper == at);
            if bound || w.leaving || ended.contains(&at) {
                continue;
            }
            if w.options.activate.iter().any(|c| c.judge(&p.image, &creds)) {
                starting.try_push((w.order, at))?;
            }
        }
        starting.sort_unstable();
        for (_, wrapper) in starting {
            self.bind(process, wrapper)?;
        }
        self.rebind(process)
    }

    /// Records that bindings began, in load order, and runs their `activate` clauses. At an exec these may
    /// ask, and wait for their state; else those whose state is held begin when it is given back.
    fn activate(&mut self, tid: Tid, process: u32) -> Step<()> {
        let mut next = 0;
        while let Some(p) = self.core.processes.all.get(process)
            && let Some(b) = p.bindings.get(next)
        {
            let (id, wrapper, fresh, asks) = (b.id, b.wrapper, b.fresh, p.executes);
            next += 1;
            if !fresh {
                continue;
            }
            if !asks && held(self.policy, self.core, process, id, tid) {
                self.core.late = true;
                continue;
            }
            if let Some(p) = self.core.processes.all.get_mut(process)
                && let Some(b) = p.bindings.iter_mut().find(|b| b.id == id)
            {
                b.fresh = false;
            }
            let name = self.policy.wrappers.get(wrapper).map_or("", |w| w.name());
            let name = try_string(name).unwrap_or_default();
            self.binding_record(tid, Kind::Activate, &name);
            match self.begin(tid, Life::Activate, &[], Some(id), asks) {
                Step::Done(verdict) => self.enforce(tid, verdict),
                Step::Ask(question) => return Step::Ask(question),
                Step::Wait { anew } => return Step::Wait { anew },
            }
        }
        Step::Done(())
    }

    /// Begins the bindings that could not before, unless an exec is being judged: it goes on with them.
    pub(crate) fn begin_late(&mut self, tid: Tid, process: u32) {
        let p = self.core.processes.all.get(process);
        if p.is_some_and(|p| !p.executes && p.bindings.iter().any(|b| b.fresh)) {
            // None of them asks.
            let _ = self.activate(tid, process);
        }
    }
}
