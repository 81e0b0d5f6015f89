//! Records on their way to those who follow them: the run's own output, and the readers of
//! `wssctl events`. A reader that does not keep up loses records and is told how many: it never
//! makes the wrapped processes wait. The run's own output is not lossy: it makes them wait.
use crate::cli::Format;
use crate::control::proto::Form;
use crate::record;
use std::io::{ErrorKind, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};
use wss_abi::audit::Record;

/// Readers of the records.
#[derive(Clone, Default)]
pub(crate) struct Feed {
    readers: Arc<Mutex<Vec<Reader>>>,
}

struct Reader {
    stream: UnixStream,
    format: Format,
    colour: bool,
    /// Only records of this wrapper.
    wrapper: Option<String>,
    /// What of a line the socket did not take yet.
    rest: Vec<u8>,
    /// Records dropped since the reader was last told.
    lost: u64,
}

impl Feed {
    /// Adds a reader.
    pub(crate) fn follow(
        &self,
        stream: UnixStream,
        form: Form,
        colour: bool,
        wrapper: Option<String>,
    ) -> std::io::Result<()> {
        stream.set_nonblocking(true)?;
        let format = match form {
            Form::Text => Format::Text,
            Form::Json => Format::Json,
            Form::Syslog => Format::Syslog,
        };
        let reader = Reader { stream, format, colour, wrapper, rest: Vec::new(), lost: 0 };
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        Ok(())
    }

    /// Gives a record to every reader that wants it and can take it.
    pub(crate) fn publish(&self, r: &Record) {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        readers.retain_mut(|reader| reader.offer(r));
    }
}

impl Reader {
    /// Whether the reader is still there.
    fn offer(&mut self, r: &Record) -> bool {
        if self.wrapper.as_ref().is_some_and(|w| *w != r.wrapper) {
            return true;
        }
        match self.drain() {
            Ok(true) => {}
            Ok(false) => {
                self.lost += 1;
                return true;
            }
            Err(()) => return false,
        }
        if self.lost > 0 {
            let mut lost = r.clone();
            lost.kind = wss_abi::audit::Kind::Lost;
            lost.event = None;
            lost.clause = None;
            lost.message = format!("{} records were not read in time", self.lost);
            self.lost = 0;
            self.line(&lost);
        }
        self.line(r);
        self.drain().is_ok()
    }

    fn line(&mut self, r: &Record) {
        self.rest.extend_from_slice(record::render(r, self.format, self.colour).as_bytes());
        self.rest.push(b'\n');
    }

    /// Writes what is left; whether all of it went. Error: the reader is gone.
    fn drain(&mut self) -> Result<bool, ()> {
        while !self.rest.is_empty() {
            match self.stream.write(&self.rest) {
                Ok(0) => return Err(()),
                Ok(n) => drop(self.rest.drain(..n)),
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(()),
            }
        }
        Ok(true)
    }
}
