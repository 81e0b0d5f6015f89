//! What a ring was asked for, as the text that its file holds: a line per setting, written once by the
//! starter and sealed. Every monitor, replacements included, reads the same.
use crate::graph::Graph;
use std::fmt::Write;
use std::time::Duration;

/// The process that the ring is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its number.
    pub pid: u32,
    /// When it started, as the kernel counts: with the number it tells it from any other.
    pub started: u64,
    /// Its user.
    pub uid: u32,
    /// What to call it.
    pub name: String,
}

impl Target {
    /// The process that has this number now. `None`: there is none.
    pub fn of(pid: u32) -> Option<Self> {
        let crate::sys::Described { started, uid, name, .. } = crate::sys::describe(pid)?;
        Some(Self { pid, started, uid, name })
    }
}

/// What of the target is reported besides its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Watched {
    /// Its execs.
    pub exec: bool,
    /// Its forks; those that descend from it are watched as it is.
    pub fork: bool,
}

/// Most bytes of a ring's file.
pub(crate) const MOST_TEXT: usize = 192 << 10;
/// Most bytes of a condition.
const MOST_CONDITION: usize = 64 << 10;

/// From pairs of digits.
fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

/// Settings of a ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// What to call the ring.
    pub name: String,
    /// Sizes.
    pub graph: Graph,
    /// The process that it is for; `None`: only itself.
    pub target: Option<Target>,
    /// How many monitors watch the target.
    pub target_watchers: u16,
    /// What of the target is reported besides its end.
    pub watch: Watched,
    /// Whether dead monitors are replaced.
    pub respawn: bool,
    /// How often each looks whether those it watches still run; zero: never.
    pub period: Duration,
    /// Who, besides root, may ask the ring to stop.
    pub owner: u32,
    /// Whether monitors ask for a real-time priority.
    pub realtime: bool,
    /// The tracepoint by which signals are heard while they are sent, if there is one.
    pub signals: Option<u32>,
    /// Whether whoever kills or stops a monitor is held until a witness has spoken.
    pub hold: bool,
    /// Folder of a cgroup2 hierarchy in which every monitor makes a group of its own.
    pub cgroup: Option<String>,
    /// Files that get a line of JSON per alert; `%` stands for the place of the monitor that writes.
    pub files: Vec<String>,
    /// Whether alerts go to syslog.
    pub syslog: bool,
    /// Command line that every witness runs per alert.
    pub command: Option<String>,
    /// Object of wrapc(1) whose clauses choose among what the target does (FreeBSD with `wss.ko`: kmod/include/wss_watch.h).
    pub condition: Option<Vec<u8>>,
    /// Command line by which the target is started again when it ended; `None`: it is not.
    pub restart: Option<String>,
}

impl Config {
    /// A ring of these sizes that heals not, looks every two seconds and tells nobody.
    pub fn new(name: &str, graph: Graph) -> Self {
        Self {
            name: name.to_owned(),
            graph,
            target: None,
            target_watchers: graph.d(),
            watch: Watched::default(),
            respawn: false,
            period: Duration::from_secs(2),
            owner: crate::sys::own_uid(),
            realtime: true,
            signals: crate::heard::source(graph.n()),
            hold: false,
            cgroup: None,
            files: Vec::new(),
            syslog: false,
            command: None,
            condition: None,
            restart: None,
        }
    }

    /// As text.
    ///
    /// # Errors
    /// If the name has other characters than letters, digits, `-` and `_`, or a value has a line's end
    /// or a NUL.
    pub fn encode(&self) -> Result<String, String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if self.name.is_empty() || self.name.len() > 32 || !self.name.chars().all(fits) {
            return Err(format!(
                "'{}' cannot be a ring's name: 1 to 32 letters, digits, '-' and '_'",
                self.name
            ));
        }
        let mut out = String::new();
        let mut line = |key: &str, value: &dyn std::fmt::Display| {
            let value = value.to_string();
            if value.contains(['\n', '\0']) {
                return Err(format!(
                    "the ring's {key} has a line's end in it: '{}'",
                    value.escape_debug()
                ));
            }
            // Writing to a string does not fail.
            let _ = writeln!(out, "{key} {value}");
            Ok(())
        };
        line("name", &self.name)?;
        line("n", &self.graph.n())?;
        line("d", &self.graph.d())?;
        line("watchers", &self.target_watchers)?;
        line("respawn", &self.respawn)?;
        line("period", &self.period.as_millis())?;
        line("owner", &self.owner)?;
        line("realtime", &self.realtime)?;
        line("syslog", &self.syslog)?;
        line("hold", &self.hold)?;
        if let Some(t) = &self.target {
            line("target", &format_args!("{} {} {} {}", t.pid, t.started, t.uid, t.name))?;
        }
        if self.watch != Watched::default() {
            let all = [(self.watch.exec, "exec"), (self.watch.fork, "fork")];
            let all: Vec<_> = all.into_iter().filter_map(|(is, w)| is.then_some(w)).collect();
            line("watch", &all.join(","))?;
        }
        if let Some(id) = self.signals {
            line("signals", &id)?;
        }
        if let Some(folder) = &self.cgroup {
            line("cgroup", folder)?;
        }
        for file in &self.files {
            line("file", file)?;
        }
        if let Some(command) = &self.command {
            line("command", command)?;
        }
        if let Some(object) = &self.condition {
            if object.len() > MOST_CONDITION {
                return Err(format!("a condition is at most {MOST_CONDITION} bytes"));
            }
            line("condition", &object.iter().map(|b| format!("{b:02x}")).collect::<String>())?;
        }
        if let Some(command) = &self.restart {
            line("restart", command)?;
        }
        Ok(out)
    }

    /// From a ring's file. `None`: it is not one.
    pub(crate) fn read(file: &std::fs::File) -> Option<Self> {
        let mut text = vec![0; usize::try_from(file.metadata().ok()?.len()).ok()?.min(MOST_TEXT)];
        // By position: the offset is shared with everybody who has the file.
        std::os::unix::fs::FileExt::read_exact_at(file, &mut text, 0).ok()?;
        Self::decode(std::str::from_utf8(&text).ok()?)
    }

    /// From text. `None`: it is not what [`Self::encode`] wrote.
    pub fn decode(text: &str) -> Option<Self> {
        let one = |key: &str| {
            text.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(' ')).map(str::to_owned)
        };
        let number = |key: &str| one(key)?.parse::<u64>().ok();
        let truth = |key: &str| one(key)?.parse::<bool>().ok();
        let small = |key: &str| u16::try_from(number(key)?).ok();
        let target = match one("target") {
            None => None,
            Some(line) => {
                let mut parts = line.splitn(4, ' ');
                Some(Target {
                    pid: parts.next()?.parse().ok()?,
                    started: parts.next()?.parse().ok()?,
                    uid: parts.next()?.parse().ok()?,
                    name: parts.next()?.to_owned(),
                })
            }
        };
        let watch = one("watch").unwrap_or_default();
        let watches = |what: &str| watch.split(',').any(|w| w == what);
        Some(Self {
            name: one("name")?,
            graph: Graph::new(small("n")?, small("d")?).ok()?,
            target,
            target_watchers: small("watchers")?,
            watch: Watched { exec: watches("exec"), fork: watches("fork") },
            respawn: truth("respawn")?,
            period: Duration::from_millis(number("period")?),
            owner: u32::try_from(number("owner")?).ok()?,
            realtime: truth("realtime")?,
            signals: number("signals").and_then(|id| id.try_into().ok()),
            cgroup: one("cgroup"),
            files: text
                .lines()
                .filter_map(|l| l.strip_prefix("file "))
                .map(str::to_owned)
                .collect(),
            syslog: truth("syslog")?,
            hold: truth("hold")?,
            command: one("command"),
            condition: one("condition").map(|hex| bytes(&hex)),
            restart: one("restart"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Config {
        Config {
            target: Some(Target { pid: 7, started: 99, uid: 1, name: "my daemon".into() }),
            respawn: true,
            watch: Watched { exec: true, fork: true },
            files: vec!["/var/log/a %".into(), "/b".into()],
            syslog: true,
            hold: true,
            command: Some("mail -s x root".into()),
            condition: Some(vec![0, 1, 0xab, 0xff]),
            restart: Some("/etc/init.d/x start".into()),
            cgroup: Some("/sys/fs/cgroup".into()),
            ..Config::new("r-1", Graph::new(8, 3).unwrap())
        }
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        for config in [full(), Config::new("x", Graph::new(2, 1).unwrap())] {
            assert_eq!(Config::decode(&config.encode().unwrap()), Some(config));
        }
    }

    #[test]
    fn no_value_can_add_a_setting() {
        let bad = Config { command: Some("true\nfile /etc/passwd".into()), ..full() };
        assert!(bad.encode().unwrap_err().contains("command"));
        assert!(Config { name: "a b".into(), ..full() }.encode().is_err());
    }

    #[test]
    fn other_text_is_refused() {
        let text = full().encode().unwrap();
        assert_eq!(Config::decode(&text.replace("d 3", "d 8")), None);
        assert_eq!(Config::decode(&text.replace("respawn true", "respawn maybe")), None);
        assert_eq!(Config::decode(""), None);
    }
}
