//! Malformed ioctls: random numbers and parameters, well-formed ones with something wrong, requests
//! changed byte by byte, addresses that are not the caller's. Two threads at a time, each with
//! descriptors of its own. The module must refuse each or do as it is told, and be as before: nothing
//! is bound, and what was loaded is unloaded.
use crate::object::{object, seal, unit};
use crate::sys;
use std::collections::BTreeMap;
use std::fs::File;
use wss_abi::control::{Answer, Ask, Criteria, Name, Request, Unit};
use wss_abi::device::{self, ABI, IOC_REQUEST, IOC_SUBSCRIBE, IOC_VERSION};

/// The verb that freezes the module: never put well-formed.
const LOCK: u32 = 9;

/// xorshift64*: the same numbers for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }

    /// A number of the kind that lengths go wrong by.
    pub(crate) fn odd(&mut self) -> u64 {
        let bit = self.below(64);
        match self.below(6) {
            0 => 0,
            1 => u64::MAX - self.below(4),
            2 => (1 << bit) - self.below(2),
            3 => self.below(256),
            4 => 8 << 20,
            _ => self.next(),
        }
    }
}

/// What came of it: how often each errno.
pub(crate) type Tally = BTreeMap<i32, u64>;

/// Puts `count` of them.
pub(crate) fn run(count: u64, seed: u64) -> Result<(), String> {
    let file = sys::open(false).map_err(|e| format!("{}: errno {e}", device::PATH))?;
    let threads: Vec<_> = (0..2)
        .map(|t| std::thread::spawn(move || one(count / 2, seed.wrapping_mul(2).wrapping_add(t))))
        .collect();
    let mut tally = Tally::new();
    for t in threads {
        for (errno, n) in t.join().map_err(|_| "a thread of the fuzzer panicked")?? {
            *tally.entry(errno).or_default() += n;
        }
    }
    clear(&file)?;
    let Answer::Status(s) = sys::ask(&file, Ask::Status)? else { return Err("no status".into()) };
    if s.wrappers != 0 || s.processes != 0 || !s.frozen.is_empty() {
        return Err(format!("the module is not as it was: {s:?}"));
    }
    let counts: Vec<_> = tally.iter().map(|(e, n)| format!("\"{e}\":{n}")).collect();
    println!("{{\"ioctls\":{count},\"seed\":{seed},\"errno\":{{{}}}}}", counts.join(","));
    Ok(())
}

/// Unloads everything.
fn clear(file: &File) -> Result<(), String> {
    let Answer::Wrappers(all) = sys::ask(file, Ask::List)? else { return Err("no list".into()) };
    for w in all {
        sys::ask(file, Ask::Unload(w.name))?;
    }
    Ok(())
}

fn one(count: u64, seed: u64) -> Result<Tally, String> {
    let mut r = Random::new(seed);
    let mut tally = Tally::new();
    let mut output = vec![0u8; 64 << 10];
    let mut file = sys::open(true).map_err(|e| format!("errno {e}"))?;
    for n in 0..count {
        if r.below(200) == 0 {
            file = sys::open(true).map_err(|e| format!("open: errno {e}"))?;
        }
        if r.below(50) == 0 {
            let room = r.below(output.len() as u64 + 1) as usize;
            // Nothing, records, or not subscribed: no matter.
            let _ = sys::read(&file, output.get_mut(..room).unwrap_or_default());
            sys::poll(&file, 0);
        }
        if n % 2000 == 0 {
            clear(&file)?;
        }
        let errno = match r.below(8) {
            0 => anything(&mut r, &file),
            1 => subscribe(&mut r, &file),
            2 => sys::ioctl(&file, IOC_VERSION, &mut [0; 8192]),
            3 => addresses(&mut r, &file, &mut output),
            _ => request(&mut r, &file, &mut output)?,
        };
        *tally.entry(errno).or_default() += 1;
    }
    Ok(tally)
}

/// Any number, any parameter.
fn anything(r: &mut Random, file: &File) -> i32 {
    let mut block = Box::new([0; 8192]);
    for b in block.iter_mut() {
        *b = r.next() as u8;
    }
    let command = match r.below(3) {
        0 => r.next() & 0xffff_ffff,
        1 => (r.next() & 0xffff_0000) | u64::from(b'W') << 8 | r.below(8),
        _ => [IOC_VERSION, IOC_REQUEST, IOC_SUBSCRIBE]
            .get(r.below(3) as usize)
            .map_or(0, |c| c ^ 1 << r.below(32)),
    };
    // The generic ones that the system answers itself change this descriptor.
    if command >> 8 & 0xff == u64::from(b'f') {
        return 0;
    }
    sys::ioctl(file, command, &mut block)
}

fn subscribe(r: &mut Random, file: &File) -> i32 {
    let abi = if r.below(4) == 0 { r.odd() as u32 } else { ABI };
    let len = r.below(300) as usize;
    let name = match r.below(3) {
        0 => Vec::new(),
        1 => vec![b'w'; len],
        _ => r.bytes(len),
    };
    sys::ioctl(file, IOC_SUBSCRIBE, &mut sys::subscription(abi, &name))
}

/// A request whose addresses or lengths are wrong. It never gets to be a well-formed `Lock`: what it
/// points to begins with 2.
fn addresses(r: &mut Random, file: &File, output: &mut [u8]) -> i32 {
    let content = [2u8; 4096];
    let address = |r: &mut Random, good: u64| match r.below(5) {
        0 => 0,
        1 => 0xffff_8000_0000_0000 | r.next() >> 17,
        2 => r.next() >> 17,
        3 => good & !0xfff,
        _ => good,
    };
    let input = address(r, content.as_ptr() as u64);
    // Where the kernel may write is this buffer, or where nothing of the program's is.
    let into = match r.below(3) {
        0 => 0,
        1 => 0xffff_ffff_8000_0000 | r.next() >> 33,
        _ => output.as_mut_ptr() as u64,
    };
    let (input_len, room) = (r.odd(), r.odd().min(output.len() as u64));
    let verb = match r.below(12) as u32 {
        LOCK => 6,
        verb => verb,
    };
    let mut block = sys::parameter(&device::Request {
        abi: ABI,
        verb,
        input,
        input_len,
        output: into,
        output_len: room,
    });
    sys::ioctl(file, IOC_REQUEST, &mut block)
}

/// A request whose content was well-formed once.
fn request(r: &mut Random, file: &File, output: &mut [u8]) -> Result<i32, String> {
    let ask = ask(r)?;
    let mut verb = ask.verb();
    let mut input = Request { confirmed: false, ask }.encode().map_err(|e| e.to_string())?;
    match r.below(4) {
        0 => {}
        1 => input.truncate(r.below(input.len() as u64 + 1) as usize),
        2 => {
            let len = r.below(64) as usize;
            input.extend(r.bytes(len));
        }
        _ => change(r, &mut input),
    }
    if r.below(8) == 0 {
        verb = r.below(12) as u32;
    }
    if verb == LOCK && input.len() == 1 {
        return Ok(0);
    }
    // Confirmed or not, nothing that is loaded here has a criterion that holds.
    let mut block = sys::parameter(&device::Request {
        abi: if r.below(64) == 0 { r.odd() as u32 } else { ABI },
        verb,
        input: input.as_ptr() as u64,
        input_len: input.len() as u64,
        output: output.as_mut_ptr() as u64,
        output_len: r.below(output.len() as u64 + 1),
    });
    Ok(sys::ioctl(file, IOC_REQUEST, &mut block))
}

pub(crate) fn change(r: &mut Random, bytes: &mut [u8]) {
    for _ in 0..=r.below(4) {
        let at = r.below(bytes.len() as u64) as usize;
        let with = match r.below(3) {
            0 => r.next() as u8,
            1 => 0xff,
            _ => bytes.get(at).copied().unwrap_or(0) ^ 1 << r.below(8),
        };
        if let Some(b) = bytes.get_mut(at) {
            *b = with;
        }
    }
}

fn ask(r: &mut Random) -> Result<Ask, String> {
    let name = format!("w{}", r.below(8));
    Ok(match r.below(10) {
        0 => Ask::List,
        1 => Ask::Status,
        2 => Ask::Ps,
        3 => Ask::Unload(name),
        4 => Ask::Detach(name, r.next() as u32),
        // A wrapper that is never there: its criteria are parsed, and bind nothing.
        5 => Ask::Activate("absent".to_owned(), criteria(r)),
        6 => Ask::Deactivate("absent".to_owned(), criteria(r)),
        7 => Ask::Load(
            (0..r.below(4)).map(|n| unit(&format!("w{n}"), &[])).collect::<Result<_, _>>()?,
        ),
        _ => {
            let mut bytes = object(&name).encode().map_err(|e| e.to_string())?;
            change(r, bytes.get_mut(16..).unwrap_or_default());
            if r.below(8) != 0 {
                seal(&mut bytes);
            }
            Ask::Load(vec![Unit { object: bytes, ..Unit::default() }])
        }
    })
}

fn criteria(r: &mut Random) -> Criteria {
    const WORDS: [&str; 16] = [
        "prog=x",
        "path=/**",
        "uid=0",
        "user=who",
        "group=which",
        "&&",
        "||",
        "!",
        "(",
        ")",
        "'",
        "argv~=",
        "(a*)*",
        "[",
        "sha256=00",
        "mode=07777",
    ];
    let mut text = String::new();
    for _ in 0..r.below(12) {
        text.push_str(WORDS.get(r.below(16) as usize).copied().unwrap_or_default());
        text.push_str(if r.below(2) == 0 { " " } else { "" });
    }
    if r.below(16) == 0 {
        text = "(".repeat(r.below(5000) as usize);
    }
    let name = Name { group: r.below(2) == 0, name: "who".to_owned(), id: r.next() as u32 };
    Criteria { text, names: vec![name] }
}
