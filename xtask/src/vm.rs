//! `cargo xtask vm`: builds the guest suite (`tests/guest`) with the module and `wssctl`, boots a
//! FreeBSD image with them, follows its serial console and writes down how each test came out.
//!
//! What an image has to do: run `sh /wss/run` from the volume labelled `WSS`, print
//! `WSS-GUEST-STATUS n` with its exit status, and power off. Official images are made to by a NoCloud
//! seed (nuageinit(7)); others do it by their own rc. `vm-images/README.md` tells the whole.
mod console;
mod image;
mod iso;
mod payload;
mod qemu;
mod result;

use crate::paths::target;
use console::Console;
use result::{Machine, Report};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What to boot, and what to run in it.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Disk image with FreeBSD/amd64 (raw or qcow2); it is not written to
    #[arg(long, value_name = "FILE")]
    image: Option<PathBuf>,
    /// Download an image of vm-images/images.json, check it, and use it ("default": the default one)
    #[arg(long, value_name = "NAME", conflicts_with = "image")]
    fetch: Option<String>,
    /// Boot this kernel directly (PVH) rather than what the image boots by itself
    #[arg(long, value_name = "FILE", requires = "image")]
    kernel: Option<PathBuf>,
    /// Kernel environment for --kernel
    #[arg(long, value_name = "VARIABLES", default_value = "", requires = "kernel")]
    append: String,
    /// Fail unless the guest's kernel checks its locks (options WITNESS)
    #[arg(long)]
    witness: bool,
    /// Run only tests whose name begins so (may be repeated)
    #[arg(long, value_name = "NAME", num_args = 1..)]
    suite: Vec<String>,
    /// Processors of the guest
    #[arg(long, value_name = "N", default_value_t = 2)]
    smp: u32,
    /// Memory of the guest, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    memory: u32,
    /// Seconds until the guest is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 2400)]
    timeout: u64,
    /// What runs the guest's instructions; auto: KVM where the processor has it, else TCG
    #[arg(long, value_enum, default_value = "auto")]
    accel: qemu::Accel,
    /// Let one instruction take one nanosecond of the guest's time, so that its clock counts them
    /// (TCG, one processor)
    #[arg(long)]
    icount: bool,
    /// Use this module rather than build target/kmod/wss.ko
    #[arg(long, value_name = "FILE")]
    module: Option<PathBuf>,
    /// Use FreeBSD programs of this folder rather than build them
    #[arg(long, value_name = "DIR")]
    programs: Option<PathBuf>,
    /// Further files for the guest, beneath /wss/extra: modules and programs that some tests use
    /// where they are there
    #[arg(long, value_name = "DIR")]
    extra: Option<PathBuf>,
    /// Where the result goes
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
    /// Only prepare what would be booted, and say how
    #[arg(long)]
    prepare: bool,
}

const SKIPPED: &str = "\
skipped: no image to boot (--image FILE), so that nothing was tried in a FreeBSD kernel.
An official one is downloaded, checked and used by

  cargo xtask vm --fetch default

(some 700 MiB; vm-images/images.json has its address and SHA-512, vm-images/README.md the rest).";

/// Boots and reports; an error if a test failed or the guest did not get through.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let image = match (&options.image, &options.fetch) {
        (Some(image), _) => image.clone(),
        (None, Some(name)) => image::fetch(name)?,
        (None, None) => {
            println!("{SKIPPED}");
            return Ok(());
        }
    };
    let image = qemu::Disk::open(&image)?;
    let payload = payload::build(options)?;
    let folder = target("vm")?;
    let payload_iso = iso::make(&payload.folder, "WSS", &folder.join("wss.iso"))?;
    let seed_iso = iso::seed(&folder)?;
    let disks = [image, qemu::Disk::raw(payload_iso), qemu::Disk::raw(seed_iso)];
    let command = qemu::command(options, &disks)?;
    if options.prepare {
        println!("{}", qemu::shown(&command.command));
        return Ok(());
    }
    let report = boot(options, command, payload)?;
    let file = options.result.clone().unwrap_or_else(|| folder.join("result.json"));
    report.write(&file)?;
    println!("{}", report.summary());
    println!("{}\n{}", file.display(), folder.join("console.log").display());
    report.verdict(options.witness)
}

fn boot(options: &Options, qemu: qemu::Qemu, payload: payload::Payload) -> Result<Report, String> {
    let log = target("vm")?.join("console.log");
    let mut report = Report::new(payload.module_sha256, payload.commit);
    report.machine = Machine {
        qemu: qemu.version,
        accelerator: qemu.accel.name().into(),
        icount: options.icount,
        processors: options.smp,
        memory_mib: options.memory,
    };
    let began = Instant::now();
    let mut child = qemu::start(qemu.command)?;
    let mut console = Console::new(&log, options.timeout)?;
    let ended =
        console.follow(&mut child, &mut report, began + Duration::from_secs(options.timeout));
    drop(child);
    ended?;
    report.seconds = began.elapsed().as_secs();
    Ok(report)
}
