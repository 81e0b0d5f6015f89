//! The table answers as the text says, and holds what every characterisation must.
use wss_abi::clause::{Len, Shape, Source, Width};
use wss_abi::target::Target;
use wss_calls::{Table, Type, table};

fn linux() -> &'static Table {
    table(Target::LinuxX86_64).expect("this build characterises Linux")
}

fn freebsd() -> &'static Table {
    table(Target::FreebsdAmd64).expect("this build characterises FreeBSD")
}

fn family(name: &str) -> Vec<&'static str> {
    linux().family(name).map(|c| c.name).collect()
}

#[test]
fn an_event_name_means_its_family() {
    let open = family("open");
    for name in ["open", "openat", "openat2"] {
        assert!(open.contains(&name), "{name}");
        assert_eq!(family(name), open);
    }
    assert_eq!(family("fexecve"), ["execve", "execveat"]);
    assert_eq!(family("chmod"), ["chmod", "fchmodat", "fchmodat2"]);
    assert_eq!(family("fchmod"), ["fchmod"]);
    assert!(family("no_such_call").is_empty());
}

#[test]
fn sources_are_ready() {
    let source = |call: &str, param: &str| {
        linux().by_name(call).and_then(|c| c.param(param)).map(|(_, p)| p.source)
    };
    assert_eq!(source("open", "flags"), Some(Source::Arg { arg: 1, width: Width::I32 }));
    let path = Source::Capture { arg: 1, shape: Shape::Path, out: false, dirfd: Some(0) };
    assert_eq!(source("openat", "path"), Some(path));
    let flags = Source::Field { arg: 2, offset: 0, width: Width::U64 };
    assert_eq!(source("openat2", "flags"), Some(flags));
    let addr = Shape::Sockaddr(Len::Arg { arg: 2, scale: 1 });
    let addr = Source::Capture { arg: 1, shape: addr, out: false, dirfd: None };
    assert_eq!(source("connect", "addr"), Some(addr));
    assert_eq!(source("lstat", "flags"), Some(Source::Const(0x100)));
}

#[test]
fn registers_and_shapes_agree_with_types() {
    for call in linux().calls().iter().chain(freebsd().calls()) {
        for p in call.params {
            let scalar = !matches!(p.source, Source::Capture { .. });
            assert_eq!(p.ty.is_scalar(), scalar, "{}({})", call.name, p.name);
            if let Source::Arg { width, .. } = p.source {
                assert_eq!(p.ty.width(), Some(width), "{}({})", call.name, p.name);
            }
            assert!(!matches!(p.ty, Type::Struct(_) | Type::Chars | Type::Sigset));
        }
        assert!(call.params.len() <= wss_abi::ctx::MAX_PARAMS, "{}", call.name);
        assert!(!call.tags.is_empty(), "{} has no tag", call.name);
        let families = || linux().families().chain(freebsd().families());
        assert!(families().any(|f| f == call.family), "{}", call.name);
    }
}

#[test]
fn constants_and_errnos_by_name() {
    assert_eq!(linux().constant("O_RDONLY"), Some(0));
    assert_eq!(linux().constant("O_CLOEXEC"), Some(0o2000000));
    assert_eq!(linux().constant("AT_FDCWD"), Some(-100i64 as u64));
    assert_eq!(linux().constant("S_IFREG"), Some(0o100000));
    assert_eq!(linux().constant("EPERM"), Some(1));
    assert_eq!(linux().errno("ENOENT"), Some(2));
    assert_eq!(linux().errno_name(38), Some("ENOSYS"));
    assert_eq!(linux().value_name("signal", 9), Some("SIGKILL"));
}

#[test]
fn conditional_members_say_when() {
    let test = |call: &str, family: &str| linux().by_name(call).and_then(|c| c.member_of(family));
    let rmdir = test("unlinkat", "rmdir").flatten().expect("unlinkat can remove directories");
    assert_eq!((rmdir.arg, rmdir.mask, rmdir.value), (2, 0x200, 0x200));
    assert_eq!(family("rmdir"), ["rmdir", "unlinkat"]);
    assert_eq!(test("unlink", "unlink"), Some(None));
    assert_eq!(test("unlink", "rmdir"), None);
    assert_eq!(family("getrlimit"), ["getrlimit", "prlimit64"]);
}

#[test]
fn no_name_means_two_things() {
    for alias in ["fexecve", "rfork", "seteuid", "unmount", "closefrom", "mkfifo"] {
        assert!(linux().by_name(alias).is_none(), "{alias} is a call");
        assert!(!family(alias).is_empty(), "{alias} means nothing");
    }
    // A family that bears the name of a call holds that call.
    for table in [linux(), freebsd()] {
        for name in table.families() {
            if let Some(call) = table.by_name(name) {
                assert!(call.member_of(name).is_some(), "{name} is not in the family of its name");
            }
        }
    }
}

#[test]
fn a_parameter_name_has_one_type_in_its_family() {
    for table in [linux(), freebsd()] {
        for family in table.families() {
            let mut seen: Vec<(&str, &str, Type)> = Vec::new();
            for call in table.family(family) {
                for p in call.params {
                    match seen.iter().find(|(name, ..)| *name == p.name) {
                        Some((_, other, ty)) => assert!(
                            alike(ty, &p.ty),
                            "{family}: {} means different things in {other} and {}",
                            p.name,
                            call.name
                        ),
                        None => seen.push((p.name, call.name, p.ty)),
                    }
                }
            }
        }
    }
}

/// Of the same kind, so that one expression can read both.
fn alike(a: &Type, b: &Type) -> bool {
    (a.is_scalar() && b.is_scalar()) || format!("{a:?}") == format!("{b:?}")
}
