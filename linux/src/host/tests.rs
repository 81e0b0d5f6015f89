//! The services, asked about a child of the test's own that waits in a chosen place.
use super::*;
use std::os::fd::FromRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A child in working directory `dir` whose standard input is `input`.
fn child(dir: &Path, input: Stdio) -> Child {
    Command::new("sleep").arg("60").current_dir(dir).stdin(input).spawn().unwrap()
}

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn at(path: &str) -> At<'_> {
    At { dirfd: None, path: path.as_bytes(), follow: true }
}

#[test]
fn paths_are_resolved_as_the_process_would() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().canonicalize().unwrap();
    std::fs::write(dir.join("file"), "content").unwrap();
    std::os::unix::fs::symlink("file", dir.join("link")).unwrap();
    std::os::unix::fs::symlink("loop", dir.join("loop")).unwrap();
    let input = File::open(dir.join("file")).unwrap();
    let child = Ended(child(&dir, input.into()));
    let pid = child.0.id();
    let mut host = LinuxHost::default();
    let own = |name: &str| Ok(dir.join(name).as_os_str().as_bytes().to_vec());
    assert_eq!(host.resolve(pid, at("link")), own("file"));
    assert_eq!(host.resolve(pid, at("./../../proc/self/cwd/link")), own("file"));
    assert_eq!(host.resolve(pid, at("/proc/self/cwd/link")), own("file"));
    assert_eq!(host.resolve(pid, at("/dev/stdin")), own("file"), "its own standard input");
    assert_eq!(host.resolve(pid, at("yet-to-be-made")), own("yet-to-be-made"));
    assert_eq!(host.resolve(pid, at("no/such")), Err(enoent()));
    assert_eq!(host.resolve(pid, at("loop")), Err(Errno(libc::ELOOP as u16)));
    assert_eq!(host.resolve(pid, at("")), Err(enoent()));
    let exe = std::fs::read_link(format!("/proc/{pid}/exe")).unwrap();
    assert_eq!(host.resolve(pid, at("/proc/self/exe")), Ok(exe.as_os_str().as_bytes().to_vec()));
    assert_eq!(host.readlink(pid, At { follow: false, ..at("link") }), Ok(b"file".to_vec()));
    assert_eq!(host.readlink(pid, at("/proc/self")), Ok(pid.to_string().into_bytes()));
    assert_eq!(host.readlink(pid, at("file")), Err(Errno(libc::EINVAL as u16)));
    let beneath = At { dirfd: Some(0), path: b"x", follow: true };
    assert_eq!(host.resolve(pid, beneath), Err(Errno(libc::ENOTDIR as u16)));
}

#[test]
fn a_root_of_its_own_confines_paths() {
    let dir = tempfile::tempdir().unwrap();
    let root = std::ffi::CString::new(dir.path().as_os_str().as_bytes()).unwrap();
    std::fs::create_dir(dir.path().join("etc")).unwrap();
    std::fs::write(dir.path().join("etc/passwd"), "other").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", dir.path().join("link")).unwrap();
    // SAFETY: the child makes calls on a live string, says whether they worked, and waits.
    let pid = unsafe {
        let pid = libc::fork();
        if pid == 0 {
            if libc::chroot(root.as_ptr()) != 0 || libc::chdir(c"/etc".as_ptr()) != 0 {
                libc::_exit(1);
            }
            libc::kill(libc::getpid(), libc::SIGSTOP);
            libc::_exit(0);
        }
        pid
    };
    let mut status = 0;
    // SAFETY: the status is live.
    unsafe { libc::waitpid(pid, &mut status, libc::WUNTRACED) };
    if libc::WIFEXITED(status) {
        // Only root may.
        return;
    }
    let mut host = LinuxHost::default();
    let tid = pid as u32;
    let passwd = Ok(b"/etc/passwd".to_vec());
    for path in ["/etc/passwd", "/link", "passwd", "../../../etc/passwd", "../link"] {
        assert_eq!(host.resolve(tid, at(path)), passwd, "{path}");
        assert_eq!(host.stat(tid, at(path)).map(|s| s.size), Ok(5), "{path}");
    }
    assert_eq!(host.resolve(tid, at("/../bin")), Ok(b"/bin".to_vec()), "to be made below its root");
    // SAFETY: the child is this test's.
    unsafe {
        libc::kill(pid, libc::SIGKILL);
        libc::waitpid(pid, &mut status, 0);
    }
}

fn enoent() -> Errno {
    Errno(libc::ENOENT as u16)
}

#[test]
fn a_process_is_known_by_its_program() {
    let mut host = LinuxHost::default();
    let me = std::process::id();
    let child = Ended(child(Path::new("/"), Stdio::null()));
    let pid = child.0.id();
    let path = |pid: u32| std::fs::read_link(format!("/proc/{pid}/exe")).unwrap();
    let bytes = |path: std::path::PathBuf| Ok(path.into_os_string().into_encoded_bytes());
    assert_eq!(host.exe(pid, me), bytes(std::env::current_exe().unwrap()));
    assert_eq!(host.exe(me, pid), bytes(path(pid)));
    assert_eq!(host.exe(me, 0x7fff_fff0), Err(Errno(libc::ESRCH as u16)));
    assert_eq!(host.exe(me, u32::MAX), Err(Errno(libc::ESRCH as u16)));
    // A thread's number does as well.
    let (tell, told) = std::sync::mpsc::channel();
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let thread = std::thread::spawn(move || {
        // SAFETY: takes no argument.
        tell.send(unsafe { libc::gettid() }).unwrap();
        let _ = ended.recv();
    });
    assert_eq!(host.exe(pid, told.recv().unwrap() as u32), bytes(path(me)));
    drop(end);
    thread.join().unwrap();
}

#[test]
fn a_process_goes_by_the_numbers_of_its_namespace() {
    // SAFETY: takes no argument.
    if unsafe { libc::geteuid() } != 0 {
        // Only root may.
        return;
    }
    let mut unshare = Command::new("unshare");
    unshare.args(["--pid", "--fork", "--kill-child", "sleep", "60"]);
    let outer = Ended(unshare.spawn().unwrap());
    let pid = outer.0.id();
    let mut inner = None;
    for _ in 0..1000 {
        let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
        inner = children.unwrap().split_whitespace().next().map(|n| n.parse().unwrap());
        let asleep = |pid: u32| {
            let path = std::fs::read_link(format!("/proc/{pid}/exe"));
            path.is_ok_and(|p| !p.to_string_lossy().contains("unshare"))
        };
        if inner.is_some_and(asleep) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let inner = inner.unwrap();
    let mut host = LinuxHost::default();
    let path = std::fs::read_link(format!("/proc/{inner}/exe")).unwrap();
    assert_eq!(host.exe(inner, 1), Ok(path.into_os_string().into_encoded_bytes()));
    assert_eq!(host.exe(inner, 2), Err(Errno(libc::ESRCH as u16)), "it is alone there");
    assert_ne!(host.exe(std::process::id(), 1), host.exe(inner, 1));
}

#[test]
fn descriptors_are_the_processs_own() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("file"), "content").unwrap();
    let input = File::open(dir.path().join("file")).unwrap();
    let child = Ended(child(dir.path(), input.into()));
    let pid = child.0.id();
    let mut host = LinuxHost::default();
    let stat = host.fstat(pid, 0).unwrap();
    assert_eq!((stat.size, stat.mode & libc::S_IFMT), (7, libc::S_IFREG));
    assert_eq!(host.stat(pid, at("file")).unwrap(), stat);
    let mut buf = [0; 16];
    assert_eq!(host.pread(pid, 0, &mut buf, 3), Ok(4));
    assert_eq!(&buf[..4], b"tent");
    assert_eq!(host.fd_path(pid, 0), Ok(dir.path().join("file").as_os_str().as_bytes().to_vec()));
    assert_eq!(host.fstat(pid, 99), Err(Errno(libc::EBADF as u16)));
    assert_eq!(host.pread(pid, 99, &mut buf, 0), Err(Errno(libc::EBADF as u16)));
    assert_eq!(host.sockaddr(pid, 0, false), Err(Errno(libc::ENOTSOCK as u16)));
}

#[test]
fn sockets_and_pipes() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let client = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let child_ = Ended(child(Path::new("/"), OwnedFd::from(client).into()));
    let mut host = LinuxHost::default();
    let addr = host.sockaddr(child_.0.id(), 0, true).unwrap();
    assert_eq!(addr.len(), 16);
    assert_eq!(addr[..8], [2, 0, (port >> 8) as u8, port as u8, 127, 0, 0, 1]);
    // A pipe is never read: it could block.
    let mut ends = [0; 2];
    // SAFETY: the array holds two descriptors, owned by what they are turned into.
    let (r, _w) = unsafe {
        libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC);
        (OwnedFd::from_raw_fd(ends[0]), OwnedFd::from_raw_fd(ends[1]))
    };
    let child_ = Ended(child(Path::new("/"), r.into()));
    let mut buf = [0; 4];
    assert_eq!(host.pread(child_.0.id(), 0, &mut buf, 0), Err(Errno(libc::EINVAL as u16)));
}

#[test]
fn memory_ends_where_it_is_unreadable() {
    let me = std::process::id();
    let mut host = LinuxHost::default();
    // SAFETY: a fresh mapping of two pages, of which the second is made unreadable.
    let start = unsafe {
        let (rw, private) =
            (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        let p = libc::mmap(std::ptr::null_mut(), 8192, rw, private, -1, 0);
        libc::mprotect(p.add(4096), 4096, libc::PROT_NONE);
        p as u64
    };
    let mut buf = [1; 64];
    assert_eq!(host.read(me, start + 4080, &mut buf), Ok(16));
    assert_eq!(host.read(me, start + 4096, &mut buf), Err(Errno(libc::EFAULT as u16)));
    assert_eq!(host.write(me, start + 4090, b"longer"), Ok(()));
    assert_eq!(host.write(me, start + 4090, b"too long"), Err(Errno(libc::EFAULT as u16)));
    assert_eq!(host.write(me, 0, b"x"), Err(Errno(libc::EFAULT as u16)));
}

#[test]
fn credentials_are_the_threads() {
    let me = std::process::id();
    // SAFETY: these take no argument.
    let (uid, egid) = unsafe { (libc::getuid(), libc::getegid()) };
    let creds = LinuxHost::default().creds(me);
    assert_eq!((creds.uid, creds.egid), (uid, egid));
    assert_eq!(creds.ppid, std::os::unix::process::parent_id());
}
