//! Programs that know how filters are brought into a process and try to get by without them.
use crate::programs::call;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

pub(crate) fn run(args: &[&str]) -> ExitCode {
    match args {
        ["errno-0", nr] => {
            errno_0(nr.parse().unwrap());
            exec(&["--prog", "evade", "find-listener", "grow"]);
        }
        ["find-listener", _] => find_listener(),
        ["forge-vdso"] => forge_vdso(),
        ["signals"] => signals(),
        ["switch-fork"] => switch_fork(),
        ["wide-clone"] => wide_clone(),
        _ => return ExitCode::from(99),
    }
    ExitCode::SUCCESS
}

fn exec(args: &[&str]) {
    let me = std::env::current_exe().unwrap();
    panic!("{}", Command::new(me).args(args).exec());
}

/// A filter of the program's own: call `nr` is not run and seems to succeed.
fn errno_0(nr: libc::c_long) {
    let i = |code, jt, jf, k| libc::sock_filter { code, jt, jf, k };
    let program = [
        i(0x20, 0, 0, 0),
        i(0x15, 0, 1, nr as u32),
        i(0x06, 0, 0, libc::SECCOMP_RET_ERRNO),
        i(0x06, 0, 0, libc::SECCOMP_RET_ALLOW),
    ];
    let prog = libc::sock_fprog { len: 4, filter: program.as_ptr() as *mut _ };
    // SAFETY: takes numbers.
    unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) };
    assert_eq!(call(libc::SYS_seccomp, [1, 0, &raw const prog as i64, 0, 0, 0]), 0);
}

/// What getpid gives, and whether a listener is among the descriptors.
fn find_listener() {
    let listener = (0..64).any(|fd| {
        std::fs::read_link(format!("/proc/self/fd/{fd}"))
            .is_ok_and(|l| l.to_string_lossy().contains("seccomp"))
    });
    println!("getpid {} listener {listener}", call(libc::SYS_getpid, [0; 6]));
}

/// Says that the vDSO, where the supervisor takes a system-call instruction from, lies where code
/// of its own does, which leaves seccomp(2) out and claims success.
fn forge_vdso() {
    // SAFETY: a fresh mapping, filled within its bounds; the vDSO is mapped and readable.
    unsafe {
        let prot = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let page = libc::mmap(std::ptr::null_mut(), 32 * 1024, prot, flags, -1, 0);
        let vdso = libc::getauxval(libc::AT_SYSINFO_EHDR) as *const u8;
        let text = std::slice::from_raw_parts(vdso, 8 * 1024);
        let at = text.windows(2).position(|w| *w == [0x0f, 0x05]).unwrap();
        // cmp eax, 317; jne +5; mov eax, SYS_times... (never negative); syscall; jmp .
        let code =
            [0x3d, 0x3d, 0x01, 0x00, 0x00, 0x75, 0x05, 0xb8, 102, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xfe];
        std::ptr::copy_nonoverlapping(code.as_ptr(), page.cast::<u8>().add(at), code.len());
        let auxv = [libc::AT_SYSINFO_EHDR, page as u64, 0, 0];
        let a = page as u64;
        // struct prctl_mm_map
        let map: [u64; 13] = [
            a,
            a + 1,
            a,
            a + 1,
            a + 16,
            a + 16,
            a,
            a,
            a + 1,
            a,
            a + 1,
            auxv.as_ptr() as u64,
            32 | 0xffff_ffff << 32,
        ];
        let map_at = map.as_ptr() as i64;
        let set = call(libc::SYS_prctl, [libc::PR_SET_MM.into(), 14, map_at, 104, 0, 0]);
        println!("forged: {set}");
    }
    std::thread::sleep(std::time::Duration::from_millis(600));
    println!("getppid: {}", call(libc::SYS_getppid, [0; 6]));
}

/// Signals by a pidfd to a process that is gone, and with arguments at the edges.
fn signals() {
    // SAFETY: single-threaded; the child only ends.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: ends the child.
        unsafe { libc::_exit(0) };
    }
    let pidfd = call(libc::SYS_pidfd_open, [child.into(), 0, 0, 0, 0, 0]);
    // SAFETY: takes no address.
    unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) };
    let signal = i64::from(libc::SIGURG);
    let no_pidfd = call(libc::SYS_dup, [1, 0, 0, 0, 0, 0]);
    for (name, nr, args) in [
        ("gone", libc::SYS_pidfd_send_signal, [pidfd, signal, 0, 0, 0, 0]),
        ("no pidfd", libc::SYS_pidfd_send_signal, [no_pidfd, signal, 0, 0, 0, 0]),
        ("no descriptor", libc::SYS_pidfd_send_signal, [999, signal, 0, 0, 0, 0]),
        ("kill", libc::SYS_kill, [i32::MIN.into(), signal, 0, 0, 0, 0]),
        ("setpriority", libc::SYS_setpriority, [1, i32::MIN.into(), 0, 0, 0, 0]),
        ("ioprio_set", libc::SYS_ioprio_set, [i32::MIN.into(), 0, 0, 0, 0, 0]),
    ] {
        println!("{name}: {}", call(nr, args));
    }
}

/// Makes a thread by a call number whose upper half is not zero, which the kernel ignores.
fn wide_clone() {
    let flags = libc::CLONE_VM | libc::CLONE_THREAD | libc::CLONE_SIGHAND | libc::CLONE_FS;
    let mut stack = vec![0u8; 64 * 1024];
    let mut r: i64 = libc::SYS_clone | 1 << 32;
    // SAFETY: clone(2) by hand: the thread has a stack of its own, on which nothing is looked for,
    // calls times(2) and ends.
    unsafe {
        let top = stack.as_mut_ptr().add(stack.len());
        std::arch::asm!(
            "syscall",
            "test rax, rax",
            "jnz 2f",
            "mov eax, 100", // times
            "xor edi, edi",
            "syscall",
            "mov eax, 60", // exit
            "syscall",
            "2:",
            inlateout("rax") r,
            in("rdi") i64::from(flags),
            in("rsi") top,
            in("rdx") 0u64,
            in("r10") 0u64,
            in("r8") 0u64,
            out("rcx") _,
            out("r11") _,
        );
    }
    while std::fs::read_dir("/proc/self/task").unwrap().count() > 1 {}
    println!("{} {r}", std::process::id());
}

/// One thread makes a child, then another changes the wrap set. The test sees to it that the
/// supervisor is told of both at once, and the kernel tells of the younger thread first. Prints what
/// getppid gives in the child.
fn switch_fork() {
    println!("ready");
    let pause = |ms| std::thread::sleep(std::time::Duration::from_millis(ms));
    let switch = std::thread::spawn(move || {
        pause(500);
        call(libc::SYS_getpid, [0; 6]);
    });
    pause(450);
    // SAFETY: the child makes calls alone and ends.
    unsafe {
        let child = libc::syscall(libc::SYS_fork);
        if child == 0 {
            let denied = libc::syscall(libc::SYS_getppid) == -1;
            let text: &[u8] = if denied { b"refused\n" } else { b"escaped\n" };
            libc::write(1, text.as_ptr().cast(), text.len());
            libc::_exit(0);
        }
        libc::waitpid(child as i32, std::ptr::null_mut(), 0);
    }
    switch.join().unwrap();
}
