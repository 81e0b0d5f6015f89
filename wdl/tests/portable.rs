//! Portable wrappers compile for every target: those of `id-wrappers/` and of `tests/bench/wrappers`,
//! unchanged. A name that a system does not have is no mistake there: no call of it comes.
use std::error::Error;
use std::path::{Path, PathBuf};
use wdl::driver::{Source, compile_source};
use wdl::{Compiled, Options};
use wss_abi::clause::On;
use wss_abi::target::Target;

type Outcome = Result<(), Box<dyn Error>>;

const TARGETS: [Target; 2] = [Target::LinuxX86_64, Target::FreebsdAmd64];

/// Wrappers in the folders below `folder`, and in it.
fn wrappers(folder: &Path, out: &mut Vec<PathBuf>) -> Outcome {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            wrappers(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "wdl") {
            out.push(path);
        }
    }
    Ok(())
}

fn compile(target: Target, text: &str) -> Result<Compiled, String> {
    let source = Source { name: "w.wdl".into(), text: text.into(), folder: PathBuf::new() };
    compile_source(&Options::new(target), &source).map_err(|e| e.text(false))
}

/// Names of the calls that the clauses catch.
fn caught(target: Target, text: &str) -> Result<Vec<&'static str>, Box<dyn Error>> {
    let table = wss_calls::table(target).ok_or("no table")?;
    let object = compile(target, text)?.object;
    let calls = object.clauses.iter().filter_map(|c| match &c.on {
        On::Calls(calls) => Some(calls),
        _ => None,
    });
    Ok(calls.flatten().filter_map(|c| table.by_nr(c.nr)).map(|c| c.name).collect())
}

#[test]
fn every_wrapper_compiles_for_every_target() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = Vec::new();
    wrappers(&root.join("id-wrappers"), &mut all)?;
    wrappers(&root.join("tests/bench/wrappers"), &mut all)?;
    all.sort();
    assert!(all.len() >= 7, "where are the wrappers? {all:?}");
    for path in &all {
        for target in TARGETS {
            let compiled = match wdl::compile(&Options::new(target), path) {
                Ok(compiled) => compiled,
                Err(e) => panic!("{} for {}:\n{}", path.display(), target.name(), e.text(false)),
            };
            assert_eq!(compiled.object.target, target);
            assert!(!compiled.object.clauses.is_empty(), "{}", path.display());
        }
    }
    Ok(())
}

#[test]
fn what_a_target_lacks_is_left_out() -> Outcome {
    let both = "op{pidfd_getfd, chmod} pre { return WR_D_BADPERM; }";
    let linux = caught(Target::LinuxX86_64, both)?;
    assert_eq!(linux, ["chmod", "fchmodat", "pidfd_getfd", "fchmodat2"]);
    assert_eq!(caught(Target::FreebsdAmd64, both)?, ["chmod", "lchmod", "fchmodat"]);
    assert_eq!(compile(Target::FreebsdAmd64, both)?.warnings.text(false), "");

    let nested = "denied ::= pidfd_getfd || vm || execve\n vm ::= (process_vm_readv(p) | p > 1)\n \
                  op{denied} pre { return WR_D_BADPERM; }";
    let freebsd = caught(Target::FreebsdAmd64, nested)?;
    assert_eq!(freebsd, ["execve", "__mac_execve", "fexecve"]);

    // Nothing of the clause is left: it is dropped with a warning, on either side.
    for (target, name) in [
        (Target::FreebsdAmd64, "epoll_*"),
        (Target::LinuxX86_64, "cap_enter"),
        (Target::LinuxX86_64, "jail"),
    ] {
        let text = format!("op{{{name}}} pre {{ return WR_D_BADPERM; }} op{{open}} pre {{ }}");
        let compiled = compile(target, &text)?;
        assert_eq!(compiled.object.clauses.len(), 1, "{name}");
        let said = compiled.warnings.text(false);
        assert!(said.contains("[W0523]") && said.contains(target.name()), "{said}");
    }
    Ok(())
}

#[test]
fn what_no_target_has_is_a_mistake() -> Outcome {
    for target in TARGETS {
        for name in ["exeve", "zz*"] {
            let text = format!("op{{{name}, open}} pre {{ }}");
            let said = compile(target, &text).err().ok_or("it compiles")?;
            assert!(said.contains("[E0501]"), "{said}");
        }
    }
    Ok(())
}

#[test]
fn old_numbers_are_caught_by_the_portable_name() -> Outcome {
    let text = "op{mknod} pre { if ($mode & S_IFCHR) return WR_D_BADPERM; }";
    let calls = caught(Target::FreebsdAmd64, text)?;
    for name in ["freebsd11_mknod", "freebsd11_mknodat", "mknodat", "mkfifo"] {
        assert!(calls.contains(&name), "{name} is not among {calls:?}");
    }
    // What lies on the stack has no name.
    let said =
        compile(Target::FreebsdAmd64, "op{sendfile} pre { if ($flags) return WR_D_BADPERM; }");
    assert!(said.err().is_some_and(|s| s.contains("[E0503]")));
    Ok(())
}

/// The structures that clauses read through pointers are the target's own.
#[test]
fn addresses_are_laid_out_as_the_target_has_them() -> Outcome {
    for (target, head, path) in [(Target::LinuxX86_64, 2, 108), (Target::FreebsdAmd64, 1, 104)] {
        let text = format!(
            "_Static_assert(sizeof ((struct sockaddr *)0)->sa_family == {head}, \"\");
            _Static_assert(sizeof (struct sockaddr_in) == 16, \"\");
            _Static_assert(sizeof (struct sockaddr_in6) == 28, \"\");
            _Static_assert(sizeof (struct sockaddr_un) == {path} + 2, \"\");
            op{{connect}} pre {{ if ($addr->sa_family == AF_INET6) return WR_D_BADPERM; }}"
        );
        assert!(caught(target, &text)?.contains(&"connect"));
    }
    Ok(())
}

/// What `caught` finds, in order and once, and what it should.
fn same_calls(target: Target, text: &str, wanted: &[&'static str]) -> Outcome {
    let mut found = caught(target, text)?;
    let mut wanted = wanted.to_vec();
    for list in [&mut found, &mut wanted] {
        list.sort_unstable();
        list.dedup();
    }
    assert_eq!(found, wanted, "{} {text}", target.name());
    Ok(())
}

#[test]
fn each_tag_catches_the_calls_that_have_it() -> Outcome {
    for target in TARGETS {
        let table = wss_calls::table(target).ok_or("no table")?;
        let mut tags = 0;
        // A name that is a call's means the call.
        for tag in table.tags().filter(|tag| table.family_name(tag).is_none()) {
            let tagged: Vec<_> = table.calls().iter().filter(|c| c.has_tag(tag)).collect();
            let all: Vec<_> = tagged.iter().map(|c| c.name).collect();
            same_calls(target, &format!("op{{{tag}}} pre {{ return WR_D_PERM; }}"), &all)?;
            tags += usize::from(!all.is_empty());
        }
        assert!(tags >= 5, "{tags}");
    }
    Ok(())
}

#[test]
fn each_family_catches_its_members_under_every_name() -> Outcome {
    for target in TARGETS {
        let table = wss_calls::table(target).ok_or("no table")?;
        let mut each = Vec::new();
        for family in table.families() {
            let members: Vec<_> = table.family(family).map(|c| c.name).collect();
            if members.len() > 1 {
                same_calls(
                    target,
                    &format!("op{{{family}}} pre {{ return WR_D_PERM; }}"),
                    &members,
                )?;
            }
            each.push(family);
        }
        // All names at once catch all calls.
        let names: Vec<_> = table.names().collect();
        assert!(each.iter().all(|family| names.contains(family)));
        let all: Vec<_> = table.calls().iter().map(|c| c.name).collect();
        same_calls(
            target,
            &format!("op{{{}}} pre {{ return WR_D_PERM; }}", names.join(", ")),
            &all,
        )?;
    }
    Ok(())
}
