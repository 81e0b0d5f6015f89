//! Between what subcommands ask and show, and what goes to the kernel.
use crate::control::proto::{Answer, Ask, Clause, Hindering, Process, Status, Wrapper};
use crate::criteria;
use wss_abi::control::{self, Criteria, Unit};

/// A request for the kernel: names in criteria are looked up, since it has no user database.
pub(super) fn ask(ask: Ask) -> Result<control::Ask, String> {
    Ok(match ask {
        Ask::Load { units } => {
            let unit = |u: crate::control::proto::Unit| {
                Ok::<_, String>(Unit {
                    object: u.bytes,
                    permissive: u.permissive,
                    activate: all(u.activate)?,
                    deactivate: all(u.deactivate)?,
                })
            };
            control::Ask::Load(units.into_iter().map(unit).collect::<Result<_, _>>()?)
        }
        Ask::Unload { wrapper } => control::Ask::Unload(wrapper),
        Ask::Activate { wrapper, criteria } => control::Ask::Activate(wrapper, one(criteria)?),
        Ask::Deactivate { wrapper, criteria: Some(c), pid: None } => {
            control::Ask::Deactivate(wrapper, one(c)?)
        }
        Ask::Deactivate { wrapper, criteria: None, pid: Some(pid) } => {
            control::Ask::Detach(wrapper, pid)
        }
        Ask::Deactivate { .. } => return Err("either criteria or a process".to_owned()),
        Ask::List => control::Ask::List,
        Ask::Status => control::Ask::Status,
        Ask::Ps => control::Ask::Ps,
        Ask::Lock => control::Ask::Lock,
        Ask::Events { .. } => return Err("records are read, not asked for".to_owned()),
    })
}

fn one(text: String) -> Result<Criteria, String> {
    let names = criteria::names(&text)?;
    Ok(Criteria { text, names })
}

fn all(texts: Vec<String>) -> Result<Vec<Criteria>, String> {
    texts.into_iter().map(one).collect()
}

/// The kernel's answer, for showing.
pub(super) fn answer(answer: control::Answer) -> Result<Answer, String> {
    Ok(match answer {
        control::Answer::Done => Answer::Done,
        control::Answer::Refused { errno, reason } if reason.is_empty() => {
            return Err(std::io::Error::from_raw_os_error(errno.into()).to_string());
        }
        control::Answer::Refused { reason, .. } => return Err(reason),
        control::Answer::Confirm(what) => {
            return Err(format!("it would bind {}", what.join(", ")));
        }
        control::Answer::Wrappers(all) => {
            Answer::Wrappers { wrappers: all.into_iter().map(wrapper).collect() }
        }
        control::Answer::Status(s) => Answer::Status(status(s)),
        control::Answer::Processes(all) => {
            let mut processes: Vec<_> = all.into_iter().map(process).collect();
            processes.sort_unstable_by_key(|p| p.pid);
            Answer::Processes { processes }
        }
    })
}

fn wrapper(w: control::Wrapper) -> Wrapper {
    Wrapper {
        name: w.name,
        permissive: w.permissive,
        runs: w.runs,
        activate: w.activate,
        deactivate: w.deactivate,
        faults: w.clauses.iter().map(|c| c.faults).sum(),
        clauses: (w.clauses.into_iter())
            .map(|c| Clause {
                label: c.label,
                line: c.line,
                unlocked: c.unlocked,
                hits: c.hits,
                verdicts: c.verdicts,
                faults: c.faults,
                instructions: c.instructions,
            })
            .collect(),
        bindings: w.bindings,
    }
}

fn status(s: control::Status) -> Status {
    Status {
        version: s.version,
        host: s.host,
        pid: 0,
        uptime_seconds: s.uptime,
        program: "kernel".to_owned(),
        wrappers: s.wrappers,
        processes: s.processes,
        records: s.records,
        dropped: s.dropped,
        unread: s.unread,
        frozen: (!s.frozen.is_empty()).then_some(s.frozen),
        hindering: (s.hindering.into_iter())
            .map(|(pid, program)| Hindering { pid, program })
            .collect(),
        holds_arguments: s.holds_arguments,
        no_new_privs: false,
    }
}

fn process(p: control::Process) -> Process {
    Process { pid: p.pid, program: p.program, wrap_set: p.set, bindings: p.bindings }
}
