//! What kill(2) costs with so many that listen.
use crate::kq::{Child, Kq, kill};
use libc::{SIGUSR1, SIGUSR2};
use std::process::ExitCode;
use std::time::Instant;

/// Signals per figure.
const SIGNALS: u32 = 5000;

/// Prints a table.
pub(crate) fn run() -> ExitCode {
    match table() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("wss-signals: {why}");
            ExitCode::FAILURE
        }
    }
}

fn table() -> std::io::Result<()> {
    let ignored = || {
        let child = Child::new(|| {
            loop {
                // SAFETY: no handler runs; no condition.
                unsafe {
                    libc::signal(SIGUSR1, libc::SIG_IGN);
                    libc::pause();
                }
            }
        })?;
        std::thread::sleep(std::time::Duration::from_millis(300));
        Ok::<_, std::io::Error>(child)
    };
    println!("ns of kill(2), or instructions under `--icount`, of an ignored signal:");
    for (what, wanted) in [("listen to it", SIGUSR1), ("listen to another", SIGUSR2)] {
        for count in [0, 1, 3, 16] {
            let (child, mut all) = (ignored()?, Vec::new());
            for _ in 0..count {
                let kq = Kq::new()?;
                kq.listen(child.0, &[wanted])?;
                all.push(kq);
            }
            let once = || {
                let began = Instant::now();
                (0..SIGNALS).for_each(|_| kill(child.0, SIGUSR1));
                began.elapsed().as_nanos() / u128::from(SIGNALS)
            };
            let least = (0..5).map(|_| once()).min().unwrap_or(0);
            println!("{count:3} {what}: {least}");
        }
    }
    Ok(())
}
