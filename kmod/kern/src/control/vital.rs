//! What a system is administered by: a wrapper bound to it by mistake locks the administrator out.
//! A criterion that holds for one of these programs, as it runs on a usual system, is put in force
//! only when the asker has confirmed it. Programs kept elsewhere are not recognised.
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};
use wss_abi::stat::WrStat;
use wss_engine::Criterion;
use wss_engine::host::{Creds, Image};

/// A program, its arguments, its parent's program, the parent's process id and the file's mode.
struct Vital {
    path: &'static str,
    argv: &'static [&'static str],
    parent: &'static str,
    ppid: u32,
    mode: u32,
}

/// The first process, console logins, and sshd with the programs it is made of.
const VITAL: [Vital; 6] = [
    Vital { path: "/sbin/init", argv: &["/sbin/init"], parent: "kernel", ppid: 0, mode: 0o100500 },
    Vital {
        path: "/usr/libexec/getty",
        argv: &["/usr/libexec/getty", "Pc", "ttyv0"],
        parent: "init",
        ppid: 1,
        mode: 0o100555,
    },
    Vital {
        path: "/usr/bin/login",
        argv: &["login", "-p", "root"],
        parent: "init",
        ppid: 1,
        mode: 0o104555,
    },
    Vital {
        path: "/usr/sbin/sshd",
        argv: &["/usr/sbin/sshd"],
        parent: "init",
        ppid: 1,
        mode: 0o100555,
    },
    Vital {
        path: "/usr/libexec/sshd-session",
        argv: &["sshd-session:", "root", "[priv]"],
        parent: "sshd",
        ppid: 2,
        mode: 0o100555,
    },
    Vital {
        path: "/usr/libexec/sshd-auth",
        argv: &["sshd-auth:", "root", "[preauth]"],
        parent: "sshd-session",
        ppid: 2,
        mode: 0o100555,
    },
];

impl Vital {
    fn image(&self) -> Result<Image, OutOfMemory> {
        let mut argv = Vec::new();
        for a in self.argv {
            argv.try_push(try_vec(a.as_bytes())?)?;
        }
        Ok(Image {
            path: try_vec(self.path.as_bytes())?,
            argv,
            stat: WrStat { mode: self.mode, nlink: 1, ..WrStat::default() },
            parent_program: try_vec(self.parent.as_bytes())?,
            ..Image::default()
        })
    }
}

/// The programs for which some criterion holds.
pub(super) fn held_by<'c>(
    criteria: impl Iterator<Item = &'c Criterion>,
) -> Result<Vec<&'static str>, OutOfMemory> {
    let mut images = Vec::new();
    for v in &VITAL {
        images.try_push((v, v.image()?, false))?;
    }
    for c in criteria {
        for (v, image, held) in &mut images {
            // All of them run as root, outside any jail.
            *held |= c.judge(image, &Creds { ppid: v.ppid, ..Creds::default() });
        }
    }
    let mut found = Vec::new();
    for (v, _, held) in images {
        if held {
            found.try_push(v.path)?;
        }
    }
    Ok(found)
}
