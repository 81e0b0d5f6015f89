//! Each promise of `kmod/include/wss.h`, kept or not.
use crate::object::unit;
use crate::{refused, sys};
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use wss_abi::audit::{Event, Kind, MAX_RECORD, Record};
use wss_abi::control::{Answer, Ask};
use wss_abi::device::{self, ABI, IOC_REQUEST, IOC_SUBSCRIBE, IOC_VERSION};
use wss_abi::verdict::Verdict;
use wss_abi::wire::Reader;

/// Name of the wrapper and, in the folder for temporary files, of the program that it binds.
pub(crate) const NAME: &str = "fuzz-victim";
/// Room for any record.
const ROOM: usize = MAX_RECORD + 4;

type Done = Result<(), String>;

/// Fails with the place and both values unless they are equal.
macro_rules! same {
    ($left:expr, $right:expr) => {
        match ($left, $right) {
            (l, r) if l == r => {}
            (l, r) => return Err(format!("{}: {l:?}, not {r:?}", stringify!($left))),
        }
    };
}
pub(crate) use same;

/// All of them.
pub(crate) fn run() -> Done {
    let tests: [(&str, fn() -> Done); 8] = [
        ("errors", errors),
        ("answers cut to fit", cut),
        ("reading before a subscription", unsubscribed),
        ("waiting by read, poll, select, kqueue", waiting),
        ("whole records", whole),
        ("records of one wrapper", filtered),
        ("loss", loss),
        ("who is refused", refused::run),
    ];
    for (name, test) in tests {
        let file = sys::open(false).map_err(|e| format!("{}: errno {e}", device::PATH))?;
        let result = test();
        let _ = sys::ask(&file, Ask::Unload(NAME.to_owned()));
        result.map_err(|e| format!("{name}: {e}"))?;
        println!("{name}: good");
    }
    Ok(())
}

fn device(nonblock: bool) -> Result<File, String> {
    sys::open(nonblock).map_err(|e| format!("errno {e}"))
}

fn subscribed(nonblock: bool, wrapper: &str) -> Result<File, String> {
    let file = device(nonblock)?;
    same!(sys::ioctl(&file, IOC_SUBSCRIBE, &mut sys::subscription(ABI, wrapper.as_bytes())), 0);
    Ok(file)
}

fn errors() -> Done {
    let file = device(false)?;
    let mut block = Box::new([0; 8192]);
    same!(sys::ioctl(&file, IOC_VERSION, &mut block), 0);
    same!(block.get(..4), Some(&ABI.to_le_bytes()[..]));
    same!(sys::ioctl(&file, IOC_VERSION ^ 0x10, &mut block), libc::ENOTTY);
    let put =
        |request: device::Request| sys::ioctl(&file, IOC_REQUEST, &mut sys::parameter(&request));
    let input = [0u8];
    let good = device::Request {
        abi: ABI,
        verb: 6,
        input: input.as_ptr() as u64,
        input_len: 1,
        output: 0,
        output_len: 0,
    };
    same!(put(good), 0);
    same!(put(device::Request { abi: ABI + 1, ..good }), libc::EPROGMISMATCH);
    same!(put(device::Request { verb: 77, ..good }), libc::EINVAL);
    same!(put(device::Request { input_len: 0, ..good }), libc::EINVAL);
    same!(put(device::Request { input_len: 9 << 20, ..good }), libc::E2BIG);
    same!(put(device::Request { input_len: u64::MAX, ..good }), libc::E2BIG);
    same!(put(device::Request { input: 1, ..good }), libc::EFAULT);
    same!(put(device::Request { output: 1, output_len: 8, ..good }), libc::EFAULT);
    let long = [b'w'; device::NAME_LEN];
    same!(sys::ioctl(&file, IOC_SUBSCRIBE, &mut sys::subscription(ABI, &long)), libc::EINVAL);
    let other = &mut sys::subscription(ABI + 1, b"");
    same!(sys::ioctl(&file, IOC_SUBSCRIBE, other), libc::EPROGMISMATCH);
    same!(sys::ioctl(&file, IOC_SUBSCRIBE, &mut sys::subscription(ABI, b"")), 0);
    same!(sys::ioctl(&file, IOC_SUBSCRIBE, &mut sys::subscription(ABI, b"")), libc::EBUSY);
    Ok(())
}

/// Of an answer that doesn't fit, the beginning and the whole length come.
fn cut() -> Done {
    let file = device(false)?;
    let (input, mut output) = ([0u8], [0xeeu8; 64]);
    let mut block = sys::parameter(&device::Request {
        abi: ABI,
        verb: 7,
        input: input.as_ptr() as u64,
        input_len: 1,
        output: output.as_mut_ptr() as u64,
        output_len: 9,
    });
    same!(sys::ioctl(&file, IOC_REQUEST, &mut block), 0);
    let len = block.get(32..36).and_then(|b| b.first_chunk()).copied().unwrap_or_default();
    same!(u32::from_le_bytes(len) > 64, true);
    same!(output.iter().skip(9).all(|b| *b == 0xee), true);
    same!(output.first(), Some(&4));
    Ok(())
}

fn unsubscribed() -> Done {
    let file = device(false)?;
    same!(sys::read(&file, &mut [0; 64]), Err(libc::ENOTCONN));
    same!(sys::poll(&file, 0), 0);
    Ok(())
}

/// A copy of this program that the wrapper binds, refused getppid(2) so many times: as many records,
/// and those of its life.
pub(crate) fn provoke(times: u64) -> Done {
    let program = std::env::temp_dir().join(NAME);
    if !Path::new(&program).exists() {
        let own = std::env::current_exe().map_err(|e| e.to_string())?;
        std::fs::copy(own, &program).map_err(|e| format!("{}: {e}", program.display()))?;
    }
    let status = Command::new(&program).args(["victim", &times.to_string()]).status();
    match status {
        Ok(s) if s.success() => Ok(()),
        other => Err(format!("{}: {other:?}", program.display())),
    }
}

/// The copy: is refused what the wrapper refuses.
pub(crate) fn victim(times: u64) -> Done {
    for _ in 0..times {
        // SAFETY: no condition.
        same!(unsafe { libc::getppid() }, -1);
    }
    Ok(())
}

/// Loads the wrapper, and reads what the engine has kept until somebody reads.
fn load() -> Result<File, String> {
    let control = device(false)?;
    let units = vec![unit(NAME, &["prog=fuzz-victim"])?];
    same!(sys::ask(&control, Ask::Load(units)), Ok(Answer::Done));
    drain()?;
    Ok(control)
}

fn drain() -> Done {
    let file = subscribed(true, "")?;
    while sys::read(&file, &mut vec![0; ROOM]).is_ok() {}
    Ok(())
}

fn waiting() -> Done {
    let _control = load()?;
    let file = subscribed(true, "")?;
    same!(sys::read(&file, &mut [0; 64]), Err(libc::EAGAIN));
    same!((sys::poll(&file, 50), sys::select(&file, 50)), (0, false));
    let queue = Kq::new(&file, libc::EVFILT_READ).map_err(|e| format!("kevent: errno {e}"))?;
    same!(Kq::new(&file, libc::EVFILT_WRITE).err(), Some(libc::EINVAL));
    same!(queue.wait(50), None);
    let sleeper = subscribed(false, "")?;
    let reader = std::thread::spawn(move || sys::read(&sleeper, &mut vec![0; ROOM]));
    std::thread::sleep(Duration::from_millis(300));
    same!(reader.is_finished(), false);
    provoke(3)?;
    same!(sys::poll(&file, 5000), libc::POLLIN);
    same!(sys::select(&file, 5000), true);
    let data = queue.wait(5000);
    same!(data.is_some_and(|n| n > 100), true);
    let started = Instant::now();
    let woken = reader.join().map_err(|_| "the reader panicked")?;
    same!(woken.is_ok_and(|n| n > 20), true);
    same!(started.elapsed() < Duration::from_secs(5), true);
    while sys::read(&file, &mut vec![0; ROOM]).is_ok() {}
    same!((sys::poll(&file, 0), queue.wait(0)), (0, None));
    // With the queue still watching: what the descriptor is closed with goes first.
    drop(file);
    same!(queue.wait(0), None);
    Ok(())
}

use sys::Kqueue as Kq;

/// The records in a buffer.
fn records(bytes: &[u8]) -> Result<Vec<Record>, String> {
    let mut reader = Reader::new(bytes);
    let mut all = Vec::new();
    while !reader.is_empty() {
        all.push(Record::decode(&mut reader).map_err(|e| format!("a record: {e}"))?);
    }
    Ok(all)
}

/// Reads all that is there, in pieces of at most so many bytes.
fn read_all(file: &File, room: usize) -> Result<Vec<Record>, String> {
    let mut buffer = vec![0; room];
    let mut all = Vec::new();
    while let Ok(n) = sys::read(file, &mut buffer) {
        all.extend(records(buffer.get(..n).unwrap_or_default())?);
    }
    Ok(all)
}

fn whole() -> Done {
    let _control = load()?;
    let file = subscribed(true, "")?;
    provoke(20)?;
    same!(sys::read(&file, &mut [0; 8]), Err(libc::EMSGSIZE));
    same!(sys::read(&file, &mut []), Ok(0));
    let all = read_all(&file, 700)?;
    let refused =
        |r: &&Record| r.verdict == Verdict::Deny(1) && matches!(r.event, Some(Event::Call { .. }));
    same!(all.iter().filter(refused).count(), 20);
    same!(all.iter().filter(|r| r.kind == Kind::Activate).count(), 1);
    let pairs = all.iter().zip(all.iter().skip(1));
    same!(pairs.filter(|(a, b)| a.seq + 1 != b.seq).count(), 0);
    Ok(())
}

fn filtered() -> Done {
    let _control = load()?;
    let (own, other) = (subscribed(true, NAME)?, subscribed(true, "another")?);
    provoke(5)?;
    same!(read_all(&own, ROOM)?.iter().all(|r| r.wrapper == NAME), true);
    same!(sys::read(&other, &mut [0; 64]), Err(libc::EAGAIN));
    Ok(())
}

/// A reader that doesn't read: what it gets and what it is told it lost are all there were.
fn loss() -> Done {
    let _control = load()?;
    let file = subscribed(true, "")?;
    let before = status()?;
    provoke(12_000)?;
    let after = status()?;
    let made = after.records - before.records;
    let lost = (after.unread - before.unread) + (after.dropped - before.dropped);
    same!(lost > 0, true);
    let all = read_all(&file, ROOM)?;
    let told: u64 = (all.iter().filter(|r| r.kind == Kind::Lost))
        .filter_map(|r| r.message.split(' ').next()?.parse::<u64>().ok())
        .sum();
    let got = all.iter().filter(|r| r.kind != Kind::Lost).count() as u64;
    same!((told, got), (lost, made - lost));
    Ok(())
}

fn status() -> Result<wss_abi::control::Status, String> {
    match sys::ask(&device(false)?, Ask::Status)? {
        Answer::Status(s) => Ok(s),
        other => Err(format!("to status: {other:?}")),
    }
}
