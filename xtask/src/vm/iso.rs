//! ISO 9660 images with Rock Ridge, by whichever tool is there; the NoCloud seed.
use crate::toolchain::output;
use std::path::{Path, PathBuf};
use std::process::Command;

const INSTALL: &str = "\
install one of these:
  Debian:  apt-get install --no-install-recommends xorriso   (or genisoimage)
  FreeBSD: makefs is part of the system
  macOS:   bsdtar is part of the system";

/// Makes `file` of a folder's content, labelled `label`.
pub(super) fn make(folder: &Path, label: &str, file: &Path) -> Result<PathBuf, String> {
    // One of an earlier run; what makes the new one says so if it is in the way.
    let _ = std::fs::remove_file(file);
    let mut tried = Vec::new();
    for mut command in tools(folder, label, file) {
        let name = command.get_program().to_string_lossy().into_owned();
        match output(&mut command) {
            Ok(_) => return Ok(file.into()),
            Err(why) => tried.push(format!("  {name}: {}", why.lines().last().unwrap_or(&why))),
        }
    }
    Err(format!("no tool makes an ISO image:\n{}\n{INSTALL}", tried.join("\n")))
}

/// The commands, in order of preference.
fn tools(folder: &Path, label: &str, file: &Path) -> [Command; 4] {
    let mkisofs = |name: &str, first: &[&str]| {
        let mut c = Command::new(name);
        c.args(first).args(["-quiet", "-R", "-V", label, "-o"]).arg(file).arg(folder);
        c
    };
    let mut makefs = Command::new("makefs");
    makefs.args(["-t", "cd9660", "-o", "rockridge", "-o"]);
    makefs.arg(format!("label={label}")).arg(file).arg(folder);
    let mut bsdtar = Command::new("bsdtar");
    bsdtar.args(["-c", "--format", "iso9660", "--options"]);
    bsdtar.arg(format!("volume-id={label},rockridge")).arg("-f").arg(file);
    bsdtar.arg("-C").arg(folder).arg(".");
    let own = ["-uid", "0", "-gid", "0"];
    let mut xorriso = mkisofs("xorriso", &["-as", "mkisofs"]);
    xorriso.args(own);
    [xorriso, mkisofs("genisoimage", &[]), makefs, bsdtar]
}

/// Has an official image run the suite at the end of its first boot, and nothing else of what it
/// does then: no update, which would change the kernel, and no services that wait for a network.
const USER_DATA: &str = "\
#cloud-config
write_files:
  - path: /etc/rc.conf
    append: true
    content: |
      firstboot_freebsd_update_enable=\"NO\"
      growfs_enable=\"NO\"
      sshd_enable=\"NO\"
      sendmail_enable=\"NONE\"
      ifconfig_DEFAULT=\"\"
runcmd:
  - mkdir -p /wss
  - mount -t cd9660 -o ro /dev/iso9660/WSS /wss
  - cd /wss && sh /wss/run </dev/null >/dev/console 2>&1; echo \"WSS-GUEST-STATUS $?\" >/dev/console
  - sync; sleep 1; shutdown -p now
";

const META_DATA: &str = "instance-id: wss-guest\nlocal-hostname: wss-guest\n";

/// The seed, as `folder/seed.iso`.
pub(super) fn seed(folder: &Path) -> Result<PathBuf, String> {
    let seed = folder.join("seed");
    std::fs::create_dir_all(&seed)
        .and_then(|()| std::fs::write(seed.join("user-data"), USER_DATA))
        .and_then(|()| std::fs::write(seed.join("meta-data"), META_DATA))
        .map_err(|e| format!("{}: {e}", seed.display()))?;
    make(&seed, "cidata", &folder.join("seed.iso"))
}
