//! Many execs, many watchers, bounds, and what is left of it all.
use crate::checks::{ASKED, Result, ensure};
use crate::kq::{Kq, NOTE_TRACK, Told, number};
use crate::process::{own, reap, start};
use std::process::Command;
use std::time::{Duration, Instant};

pub(crate) const ALL: &[(&str, fn() -> Result)] = &[
    ("storm", storm),
    ("two readers", readers),
    ("full queue", full),
    ("memory of a user", user),
    ("memory given back", memory),
];

/// Chains of execs at once, and their length.
const CHAINS: usize = 4;
const LENGTH: u32 = 100;

/// Seconds that a slow machine may take for one of the tests.
const PATIENCE: Duration = Duration::from_secs(300);

/// Every exec of four chains is told to both watchers, in order, with its own arguments.
fn storm() -> Result {
    let (first, second) = (Kq::new()?, Kq::new()?);
    let mut left = Vec::new();
    let began = Instant::now();
    for chain in 0..CHAINS {
        let (noise, length) = (format!("noise {chain}"), LENGTH.to_string());
        let args = [own().into_bytes(), b"again".to_vec(), length.into(), noise.into()];
        let args: Vec<&[u8]> = args.iter().map(Vec::as_slice).collect();
        let child = start(&own(), &args, &[], 0)?;
        first.watch(child.pid, ASKED, chain)?;
        second.watch(child.pid, ASKED | NOTE_TRACK, chain)?;
        left.push(child.go());
    }
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let wanted = CHAINS * (LENGTH as usize + 1);
    let mut buffer = vec![0; 1 << 20];
    while (one.len() < wanted || two.len() < wanted) && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(20));
        for (kq, all) in [(&first, &mut one), (&second, &mut two)] {
            kq.next(0)?;
            let (more, execs) = kq.take(&mut buffer)?;
            ensure(execs.lost == 0, || format!("{execs:?}"))?;
            all.extend(more);
        }
    }
    for pid in &left {
        reap(*pid)?;
    }
    for all in [&one, &two] {
        ensure(all.len() == wanted, || format!("{} records of {wanted}", all.len()))?;
        ordered(all)?;
        for (chain, pid) in left.iter().enumerate() {
            let noise = format!("noise {chain}").into_bytes();
            let mut next = LENGTH;
            for told in all.iter().filter(|t| t.pid == *pid as u32) {
                let args =
                    [own().into_bytes(), b"again".to_vec(), next.to_string().into(), noise.clone()];
                ensure(told.args == args && told.udata == chain as u64, || {
                    format!("{next} left: {told:?}")
                })?;
                next = next.wrapping_sub(1);
            }
        }
    }
    Ok(format!("{wanted} execs told twice in {:?}", began.elapsed()))
}

/// Numbers rise by one.
fn ordered(all: &[Told]) -> std::result::Result<(), String> {
    let gap = all.iter().zip(1..).find(|(t, n)| t.seq != *n);
    ensure(gap.is_none(), || format!("number {gap:?}"))
}

/// Threads that read one kqueue get each record once.
fn readers() -> Result {
    let kq = Kq::new()?;
    let length = LENGTH.to_string();
    let child = start(&own(), &[own().as_bytes(), b"again", length.as_bytes(), b""], &[], 0)?;
    kq.watch(child.pid, ASKED, 0)?;
    let pid = child.go();
    let wanted = LENGTH as usize + 1;
    let all = std::sync::Mutex::new(Vec::new());
    let began = Instant::now();
    let seen = || all.lock().map_or(0, |a: std::sync::MutexGuard<'_, Vec<u64>>| a.len());
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut buffer = [0; 2048];
                while seen() < wanted && began.elapsed() < PATIENCE {
                    std::thread::sleep(Duration::from_millis(2));
                    let Ok((more, _)) = kq.take(&mut buffer) else { return };
                    if let Ok(mut all) = all.lock() {
                        all.extend(more.iter().map(|t| t.seq));
                    }
                }
            });
        }
    });
    reap(pid)?;
    let mut all = all.into_inner().map_err(|_| "a thread panicked")?;
    all.sort_unstable();
    ensure(all.iter().copied().eq(1..=wanted as u64), || format!("{} records", all.len()))?;
    Ok(format!("{wanted} records, each once"))
}

/// Nobody reads: what does not fit is counted, and numbers show where.
fn full() -> Result {
    let room = number(c"kern.kq_execargs_queue").ok_or("no kern.kq_execargs_queue")?;
    let kq = Kq::new()?;
    let (noise, execs) = (vec![b'n'; 20_000], 60);
    let child = start(&own(), &[own().as_bytes(), b"again", b"59", &noise], &[], 0)?;
    kq.watch(child.pid, ASKED, 0)?;
    child.finish()?;
    let event = kq.next(10)?.ok_or("no event")?;
    let (kept, lost) = (event.ext[0], event.ext[1]);
    let mut buffer = vec![0; 2 << 20];
    let (all, answer) = kq.take(&mut buffer)?;
    let bytes: usize = all.iter().map(|t| t.bytes).sum();
    ensure(kept + lost == execs && lost > 0 && kept as usize == all.len(), || {
        format!("{event:?}")
    })?;
    ensure(answer.lost == lost && bytes as u64 <= room, || format!("{answer:?}, {bytes} bytes"))?;
    ordered(&all)?;
    // There is room again: the next one has a number behind the gap.
    let child = start(&own(), &[own().as_bytes(), b"again", b"0", b""], &[], 0)?;
    kq.watch(child.pid, ASKED, 0)?;
    child.finish()?;
    let (all, _) = kq.take(&mut buffer)?;
    let last = all.first().map(|t| t.seq);
    ensure(last == Some(execs + 1), || format!("{all:?}"))?;
    Ok(format!("{kept} kept in {bytes} bytes, {lost} counted"))
}

/// A user's kqueues together hold no more than they may.
fn user() -> Result {
    let room = number(c"kern.kq_execargs_user").ok_or("no kern.kq_execargs_user")?;
    let queues: Vec<Kq> = (0..24).map(|_| Kq::new()).collect::<std::io::Result<_>>()?;
    let noise = vec![b'n'; 50_000];
    let child = start(&own(), &[own().as_bytes(), b"again", b"11", &noise], &[], 0)?;
    for kq in &queues {
        kq.watch(child.pid, ASKED, 0)?;
    }
    child.finish()?;
    let (mut bytes, mut lost, mut records) = (0, 0, 0);
    let mut buffer = vec![0; 2 << 20];
    for kq in &queues {
        let (all, answer) = kq.take(&mut buffer)?;
        bytes += all.iter().map(|t| t.bytes as u64).sum::<u64>();
        records += all.len() as u64;
        lost += answer.lost;
    }
    ensure(records + lost == 24 * 12, || format!("{records} kept, {lost} lost"))?;
    ensure(bytes <= room && bytes > room - 200_000, || format!("{bytes} bytes of {room}"))?;
    Ok(format!("{records} records in {bytes} bytes of {room}, {lost} counted"))
}

/// What vmstat(8) says is in use of a kind of memory.
fn in_use(kind: &str) -> std::result::Result<u64, Box<dyn std::error::Error>> {
    let out = Command::new("vmstat").arg("-m").output()?;
    let text = String::from_utf8(out.stdout)?;
    let line = text.lines().find_map(|l| l.trim().strip_prefix(kind)?.strip_prefix(' '));
    Ok(line.and_then(|l| l.split_whitespace().next()).map_or(Ok(0), str::parse)?)
}

/// Kqueues are closed in the midst of execs that they hold records of: nothing is left.
fn memory() -> Result {
    let before = in_use("kqexec")?;
    let mut most = 0;
    for turn in 0..6u64 {
        let mut left = Vec::new();
        let queues: Vec<Kq> = (0..8).map(|_| Kq::new()).collect::<std::io::Result<_>>()?;
        for _ in 0..3 {
            let noise = vec![b'n'; 3000];
            let child = start(&own(), &[own().as_bytes(), b"again", b"12", &noise], &[], 0)?;
            for kq in &queues {
                kq.watch(child.pid, ASKED | NOTE_TRACK, 0)?;
            }
            left.push(child.go());
        }
        for (n, kq) in queues.into_iter().enumerate() {
            std::thread::sleep(Duration::from_millis(3 * turn));
            if n % 2 == 0 {
                kq.take(&mut [0; 8192])?;
            }
            if n == 4 {
                most = most.max(in_use("kqexec")?);
            }
            drop(kq);
        }
        for pid in left {
            reap(pid)?;
        }
    }
    let after = in_use("kqexec")?;
    ensure(before == 0 && after == 0 && most > 0, || {
        format!("{before} allocations before, {most} at most, {after} after")
    })?;
    Ok(format!("no allocation before and after, {most} in between"))
}
