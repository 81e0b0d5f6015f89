//! The control of a kernel's engine, by `/dev/wss`: requests and answers in the form of
//! `wss_abi::control`, records decoded and rendered here.
mod convert;
mod sys;
mod watch;

pub(crate) use watch::Watcher;

use super::Client;
use super::proto::{Answer, Ask, Form};
use crate::cli::Format;
use crate::record;
use std::io::{BufRead, IsTerminal, Write};
use wss_abi::audit::{MAX_RECORD, Record};
use wss_abi::control;
use wss_abi::wire::Reader;

/// The opened device.
pub(crate) struct Device(sys::Raw);

impl Client for Device {
    fn connect(engine: Option<u32>) -> Result<Device, String> {
        match engine {
            None | Some(0) => sys::Raw::open().map(Device),
            Some(pid) => Err(format!("no engine {pid}: the kernel's is the only one, 0")),
        }
    }

    fn ask(&mut self, ask: Ask, yes: bool) -> Result<Answer, String> {
        let ask = convert::ask(ask)?;
        let mut request = control::Request { confirmed: yes, ask };
        loop {
            match self.put(&request)? {
                control::Answer::Confirm(what) if !request.confirmed => {
                    agree(&what)?;
                    request.confirmed = true;
                }
                answer => return convert::answer(answer),
            }
        }
    }

    fn follow(
        mut self,
        wrapper: Option<&str>,
        form: Form,
        colour: bool,
        line: &mut dyn FnMut(&str) -> bool,
    ) -> Result<(), String> {
        let format = match form {
            Form::Text => Format::Text,
            Form::Json => Format::Json,
            Form::Syslog => Format::Syslog,
        };
        self.0.subscribe(wrapper.unwrap_or_default())?;
        let mut bytes = vec![0; MAX_RECORD + 4];
        loop {
            let n = self.0.read(&mut bytes)?;
            let Some(read) = bytes.get(..n).filter(|b| !b.is_empty()) else { return Ok(()) };
            let mut reader = Reader::new(read);
            while !reader.is_empty() {
                let r = Record::decode(&mut reader).map_err(|e| format!("a record: {e}"))?;
                if !line(&record::render(&r, format, colour)) {
                    return Ok(());
                }
            }
        }
    }
}

impl Device {
    fn put(&self, request: &control::Request) -> Result<control::Answer, String> {
        let bytes = request.encode().map_err(|e| e.to_string())?;
        if bytes.len() > control::limit::REQUEST {
            return Err(format!("{} bytes are too much for one request", bytes.len()));
        }
        let answer = self.0.request(request.ask.verb(), &bytes, request.ask.changes())?;
        control::Answer::decode(&answer).map_err(|e| format!("the kernel's answer: {e}"))
    }
}

/// Asks whether that is meant, on a terminal; refuses elsewhere.
fn agree(what: &[String]) -> Result<(), String> {
    let what = what.join(", ");
    if !std::io::stdin().is_terminal() {
        return Err(format!(
            "nothing was done: this would bind {what}, by which the system is administered; \
             --yes says that it is meant"
        ));
    }
    eprint!("This would bind {what}, by which the system is administered. Go on? [y/N] ");
    let _ = std::io::stderr().flush();
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|e| e.to_string())?;
    match line.trim() {
        "y" | "Y" | "yes" => Ok(()),
        _ => Err("nothing was done".to_owned()),
    }
}
