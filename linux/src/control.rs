//! What an administrator changes while the supervisor runs. New wrappers and criteria are judged
//! for the processes that run too: their threads are interrupted, and the first to stop brings in
//! the filters for all. The calls of an unloaded wrapper go on being trapped (a filter cannot be
//! removed) and are let go.
use crate::State;
use wss_abi::object::Object;
use wss_engine::{Criterion, Engine, LoadError, LoadOptions};

impl State {
    /// The engine, to ask it about itself.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Whether executables that would gain privileges are refused them (no_new_privs).
    pub fn no_new_privs(&self) -> bool {
        self.no_new_privs
    }

    /// Loads wrappers, all or none; their criteria are judged at each exec from now on, and for what
    /// runs.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn load(&mut self, units: Vec<(Object, LoadOptions)>) -> Result<(), LoadError> {
        let prepared = self.engine.prepare(units)?;
        self.engine.commit(prepared)?;
        self.judge_running();
        Ok(())
    }

    /// Unloads a wrapper: its bindings end as soon as no call is in flight in their process.
    ///
    /// # Errors
    /// There is no such wrapper.
    pub fn unload(&mut self, wrapper: &str) -> Result<(), LoadError> {
        self.engine.unload(&mut self.host, wrapper)?;
        self.deliver_records();
        Ok(())
    }

    /// Adds an activation criterion.
    ///
    /// # Errors
    /// There is no such wrapper.
    pub fn activate(&mut self, wrapper: &str, criterion: Criterion) -> Result<(), LoadError> {
        self.engine.activate(wrapper, criterion)?;
        self.judge_running();
        Ok(())
    }

    /// Adds a deactivation criterion.
    ///
    /// # Errors
    /// There is no such wrapper.
    pub fn deactivate(&mut self, wrapper: &str, criterion: Criterion) -> Result<(), LoadError> {
        self.engine.deactivate(wrapper, criterion)?;
        self.judge_running();
        Ok(())
    }

    /// Ends the binding of a wrapper to a process. Whether there was one.
    ///
    /// # Errors
    /// There is no such wrapper.
    pub fn detach(&mut self, wrapper: &str, pid: u32) -> Result<bool, LoadError> {
        let bound = self.engine.detach(&mut self.host, wrapper, pid);
        self.deliver_records();
        bound
    }
}
