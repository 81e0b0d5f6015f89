//! `wrapc doc`: what stands beside each shipped wrapper is what its source says.
//! `BLESS=1 cargo test -p wdl --test doc` writes it anew.
use std::error::Error;
use std::path::{Path, PathBuf};
use wdl::driver::Source;
use wss_abi::target::Target;

type Outcome = Result<(), Box<dyn Error>>;

fn document(name: &str, text: &str) -> Result<String, Box<dyn Error>> {
    let source = Source { name: name.into(), text: text.into(), folder: PathBuf::new() };
    let options = wdl::Options::new(Target::LinuxX86_64);
    Ok(wdl::doc::document(&options, Target::ALL, &source)?)
}

#[test]
fn shipped_wrappers_are_described_as_they_are() -> Outcome {
    let mut stale = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../id-wrappers"))? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(folder.join(&name).with_extension("wdl"))?;
        let now = document(&format!("{name}.wdl"), &text)?;
        let record = folder.join("CLAUSES.md");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&record, &now)?;
        }
        if std::fs::read_to_string(&record).unwrap_or_default() != now {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "CLAUSES.md of {stale:?}: run BLESS=1 cargo test -p wdl --test doc");
    Ok(())
}

#[test]
fn clauses_that_one_target_alone_has_are_described() -> Outcome {
    let text = document(
        "w.wdl",
        "op{open} pre { }\n#ifdef __FreeBSD__\n/* Theirs. */\n\
         op{procctl} ($cmd == PROC_REAP_KILL) pre { return WR_D_BADPERM; }\n\
         life{fork} { wr_audit_event(\"x\"); }\n#endif\n",
    )?;
    for part in [
        "### `op{procctl} pre`\n\nTheirs.\n",
        "- **On linux-x86_64**: left out\n- **Calls** on freebsd-amd64: procctl\n",
        "- **Event** `fork`\n",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    Ok(())
}

#[test]
fn everything_is_said() -> Outcome {
    let text = document(
        "w.wdl",
        "/* About it. */\n\n#define MESSAGE \"too many\"\non_fault kill;\nbudget 5000;\n\
         event seen(int n, const char *path);\n\
         /* How often. */\nstatic int count;\nshared int all;\npercall int mine;\n\
         static void tell(const char *p) { raise seen(count, p); }\n\
         /* Reading\n * twice. */\nop{open} ($flags == O_RDONLY) pre unlocked {\n\
         count++; all++; mine = 1;\n if (wr_glob(\"/etc/*\", $path)) { tell($path); violation(MESSAGE);\n\
         return WR_DENY(EACCES); }\n $flags = $flags | O_NOFOLLOW;\n}\n\
         linux::op{signalfd} post { $ret = 0; wr_audit_event(\"x\"); wr_kill(9); }\n\
         /* In order. */\nsequence open(p); chmod(p, _) unlocked { violation(\"both\"); return WR_D_PERM; }\n\
         other::event{warning} { return 0; }\nlife{fork} { count = 0; }\n",
    )?;
    for part in [
        "# w\n\nAbout it.\n",
        "**For** linux-x86_64, freebsd-amd64",
        "the process is killed",
        "5000 instructions",
        "### `op{open} pre`\n\nReading\ntwice.\n",
        "**Runs** before the call, if `$flags == O_RDONLY`",
        "**Calls** on freebsd-amd64: ",
        "**Decides on memory** behind `$flags`, `$path` (`unlocked`",
        "**Verdicts**: `WR_DENY(EACCES)`; else",
        "**Rewrites** `$flags`",
        "**Violation**: `MESSAGE`",
        "**Raises**: `seen(count, p)`",
        "**On freebsd-amd64**: left out",
        "**Changes** the call's result",
        "**Audits**: `wr_audit_event(\"x\")`",
        "**Also**: `wr_kill(9)`",
        "**Event** `warning`, raised by `other`",
        "**Event** `fork`",
        "- `seen` (`n`: a number, `path`: a string)",
        "- `count`, 4 bytes: How often.",
        "4 bytes shared",
        "4 bytes carried",
        "### `sequence open(p); chmod(p, _)`\n\nIn order.\n",
        "**Verdicts** of the last step: `WR_D_PERM`",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    Ok(())
}

#[test]
fn what_compiles_for_no_target_is_not_described() {
    assert!(document("w.wdl", "op{nothing_of_it} pre { }").is_err());
}

#[test]
fn what_macros_end_or_begin_is_said_whole() -> Outcome {
    let text = document(
        "w.wdl",
        "#define IS(v) == (v)\n#define ONE(x) x == 1\n#define SAME(x) x\n#define EITHER || creat(p, _)\n\
         #define WHEN(c) op{chmod} (c) pre { return WR_D_PERM; }\n\
         op{open} ($mode IS(1)) pre { return WR_DENY(EACCES); }\n\
         op{mkdir} (ONE($mode)) pre { return ONE(SAME($mode)) ? WR_D_PERM : SAME(0); }\n\
         op{mkdir} (SAME($mode) > 0 && ONE(SAME($mode))) pre { violation(SAME(\"no\")); }\n\
         WHEN($mode != SAME(2))\n\
         made(p) ::= mkdir(p, _) EITHER\n\
         op{made} pre { }\n",
    )?;
    for part in [
        ", if `$mode IS(1)`\n",
        ", if `ONE($mode)`\n",
        "**Verdicts**: `ONE(SAME($mode)) ? WR_D_PERM : SAME(0)`;",
        ", if `SAME($mode) > 0 && ONE(SAME($mode))`\n",
        "**Violation**: `SAME(\"no\")`\n",
        ", if `$mode != SAME(2)`\n",
        "```\nmade(p) ::= mkdir(p, _) EITHER\n```",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    Ok(())
}
