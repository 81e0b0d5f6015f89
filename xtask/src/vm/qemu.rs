//! QEMU: which one, with which accelerator and arguments.
use super::Options;
use crate::toolchain::output;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const QEMU: &str = "qemu-system-x86_64";

/// What runs the guest's instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Accel {
    /// KVM where the processor has it and this user may use it, else TCG
    Auto,
    /// The processor
    Kvm,
    /// QEMU itself
    Tcg,
}

impl Accel {
    /// As QEMU calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Accel::Kvm => "kvm",
            Accel::Auto | Accel::Tcg => "tcg",
        }
    }
}

/// A disk of the guest.
pub(super) struct Disk {
    file: PathBuf,
    format: &'static str,
}

impl Disk {
    /// A disk image; its format by its first bytes.
    pub(super) fn open(file: &Path) -> Result<Disk, String> {
        use std::io::Read;
        let shown = file.display();
        let mut start = [0; 6];
        std::fs::File::open(file)
            .and_then(|mut f| f.read_exact(&mut start))
            .map_err(|e| format!("{shown}: {e}"))?;
        if start == *b"\xfd7zXZ\0" {
            return Err(format!("{shown} is compressed: xz -dk {shown}"));
        }
        let format = if start.starts_with(b"QFI\xfb") { "qcow2" } else { "raw" };
        Ok(Disk { file: file.into(), format })
    }

    /// One that was made here.
    pub(super) fn raw(file: PathBuf) -> Disk {
        Disk { file, format: "raw" }
    }
}

/// A command that boots, and what is worth telling of it.
pub(super) struct Qemu {
    pub(super) command: Command,
    pub(super) accel: Accel,
    pub(super) version: String,
}

/// What boots from the first disk, with the serial console on standard output. Nothing is written to any
/// disk, and there is no network.
pub(super) fn command(options: &Options, disks: &[Disk]) -> Result<Qemu, String> {
    let version = output(Command::new(QEMU).arg("--version")).map_err(|why| {
        format!(
            "{why}\ninstall QEMU: apt-get install --no-install-recommends qemu-system-x86 \
             (FreeBSD: pkg install qemu)"
        )
    })?;
    let accel = match options.accel {
        _ if options.icount => Accel::Tcg,
        Accel::Auto if kvm() => Accel::Kvm,
        Accel::Auto => Accel::Tcg,
        given => given,
    };
    let smp = if options.icount { 1 } else { options.smp };
    let mut q = Command::new(QEMU);
    q.args(["-no-user-config", "-nodefaults", "-M", "q35", "-display", "none", "-vga", "none"]);
    q.args(["-monitor", "none", "-serial", "stdio", "-nic", "none", "-no-reboot"]);
    q.args(["-smp", &smp.to_string(), "-m", &options.memory.to_string()]);
    match accel {
        Accel::Kvm => q.args(["-accel", "kvm", "-cpu", "host"]),
        _ if options.icount => q.args(["-accel", "tcg", "-cpu", "max", "-icount", "shift=0"]),
        _ => q.args(["-accel", "tcg,thread=multi,tb-size=256", "-cpu", "max"]),
    };
    q.args(["-device", "virtio-rng-pci"]);
    if let Some(kernel) = &options.kernel {
        q.arg("-kernel").arg(kernel).args(["-append", &options.append]);
    }
    for (number, disk) in disks.iter().enumerate() {
        let file = disk.file.to_string_lossy().replace(',', ",,");
        let format = disk.format;
        let drive = format!("file={file},format={format},if=none,id=d{number},snapshot=on");
        q.args(["-drive", &format!("{drive},cache=unsafe")]);
        q.args(["-device", &format!("virtio-blk-pci,drive=d{number}")]);
    }
    let version = version.lines().next().unwrap_or_default().to_owned();
    Ok(Qemu { command: q, accel, version })
}

/// Whether the processor runs guests by itself and this user may let it.
fn kvm() -> bool {
    let flags = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let able = flags.split_whitespace().any(|f| f == "vmx" || f == "svm");
    able && std::fs::File::options().read(true).write(true).open("/dev/kvm").is_ok()
}

/// A guest that runs; it is killed when this is dropped.
pub(super) struct Running(pub(super) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Failure means that it is gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts it.
pub(super) fn start(mut command: Command) -> Result<Running, String> {
    let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    started.map(Running).map_err(|e| format!("{QEMU}: {e}"))
}

/// A command as one would type it.
pub(super) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let quote = |w: std::borrow::Cow<'_, str>| match w.contains([' ', '\'']) || w.is_empty() {
        true => format!("'{}'", w.replace('\'', r"'\''")),
        false => w.into_owned(),
    };
    words.map(|w| quote(w.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Disk, shown};
    use std::process::Command;

    #[test]
    fn a_disk_is_known_by_its_first_bytes() {
        let folder = std::env::temp_dir().join(format!("wss-disk-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("disk");
        for (bytes, format) in [(&b"QFI\xfb..."[..], Some("qcow2")), (b"\xeb\x3c....", Some("raw"))]
        {
            std::fs::write(&file, bytes).unwrap();
            assert_eq!(Disk::open(&file).ok().map(|d| d.format), format);
        }
        std::fs::write(&file, b"\xfd7zXZ\0....").unwrap();
        assert!(Disk::open(&file).err().unwrap().contains("xz -dk"));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn commands_are_shown_as_one_would_type_them() {
        let mut c = Command::new("a");
        c.args(["b c", "", "d'e"]);
        assert_eq!(shown(&c), r"a 'b c' '' 'd'\''e'");
    }
}
