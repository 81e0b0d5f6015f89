//! How `wssctl` reaches an engine: on Linux by the socket of a supervisor that runs already, on
//! FreeBSD by the device of the kernel module.
#[cfg(target_os = "freebsd")]
mod device;
pub(crate) mod proto;
#[cfg(target_os = "linux")]
pub(crate) mod socket;

#[cfg(target_os = "freebsd")]
use device::Device as Engine;
#[cfg(target_os = "freebsd")]
pub(crate) use device::Watcher;
#[cfg(target_os = "linux")]
use socket::client::Socket as Engine;

use proto::{Answer, Ask, Form};

/// What every engine offers to whoever controls it.
pub(crate) trait Client: Sized {
    /// Connects to the engine of that process id, or to the only one.
    ///
    /// # Errors
    /// Says which engines there are, or how to start one.
    fn connect(engine: Option<u32>) -> Result<Self, String>;

    /// Puts a request and reads the answer, which is never `Refused`. `yes`: what would bind the
    /// programs that the system is administered by is meant so.
    ///
    /// # Errors
    /// What went wrong on the way, or the engine's reason to refuse.
    fn ask(&mut self, ask: Ask, yes: bool) -> Result<Answer, String>;

    /// Follows the records, each as a line of text, until the engine ends or `line` says `false`.
    ///
    /// # Errors
    /// What went wrong on the way, or the engine's reason to refuse.
    fn follow(
        self,
        wrapper: Option<&str>,
        form: Form,
        colour: bool,
        line: &mut dyn FnMut(&str) -> bool,
    ) -> Result<(), String>;
}

/// Connects as [`Client::connect`] says.
pub(crate) fn connect(engine: Option<u32>) -> Result<impl Client, String> {
    Engine::connect(engine)
}
