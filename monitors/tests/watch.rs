//! What a ring tells of its target besides its end.
mod common;

use common::Ring;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};
use wss_monitors::config::{Config, Watched};

/// A shell that does this when it is told to, with two monitors of four around it.
fn shell(name: &str, script: &str, watch: Watched) -> Option<Ring> {
    if !common::first_namespace_as_root() {
        println!("skipped: the proc connector is for root outside containers");
        return None;
    }
    let mut command = Command::new("sh");
    command.args(["-c", &format!("read word; {script}")]).stdin(Stdio::piped());
    let change = |c: &mut Config| c.watch = watch;
    let mut ring = Ring::around(&mut command, name, 4, 2, change);
    writeln!(ring.target.stdin.take().unwrap(), "go").unwrap();
    Some(ring)
}

fn word(word: &str) -> impl Fn(&Value) -> bool {
    move |r| r["event"]["name"] == word
}

#[test]
fn an_exec_of_the_target_is_told_with_its_arguments_by_each_that_watches_it() {
    let watch = Watched { exec: true, fork: false };
    let script = "sleep 0.1; exec sleep 31.4 '1\n\"'";
    let Some(ring) = shell("exec", script, watch) else { return };
    let said = ring.wait(2, word("exec"));
    assert_eq!(said.len(), 2, "the child's is not the target's: {said:#?}");
    for record in &said {
        assert_eq!(record["process"]["pid"], ring.target.id());
        assert_eq!(record["process"]["program"], "sleep");
        assert_eq!(record["ring"]["victim"], "target");
        assert_eq!(record["ring"]["event"], "alert");
        assert_eq!(record["ring"]["arguments"], json!(["sleep", "31.4", "1\n\""]));
        assert!(record["ring"]["image"].as_str().unwrap().starts_with('/'));
    }
    assert_ne!(said[0]["ring"]["witness"], said[1]["ring"]["witness"]);
}

#[test]
fn descendants_are_followed() {
    let watch = Watched { exec: true, fork: true };
    let script = "(sh -c 'sleep 0.2; exit 3' & wait); exec sleep 31.4";
    let Some(mut ring) = shell("fork", script, watch) else { return };
    let ended = ring.wait(2, |r| word("descendant-exited")(r) && r["ring"]["status"] == 3);
    let inner = &ended[0]["process"]["pid"];
    // Its parent said that it made it, and is itself made by the target.
    let made = ring.wait(2, |r| word("fork")(r) && &r["ring"]["child"] == inner);
    let outer = &made[0]["process"]["pid"];
    ring.wait(2, |r| word("fork")(r) && &r["ring"]["child"] == outer);
    // It, and the sleep that it made.
    ring.wait(2, |r| word("exec")(r) && &r["process"]["pid"] == inner);
    ring.wait(2, |r| word("exec")(r) && r["ring"]["arguments"] == json!(["sleep", "0.2"]));
    ring.wait(2, |r| word("exec")(r) && r["ring"]["arguments"] == json!(["sleep", "31.4"]));
    // The end of the target itself is told as ever.
    ring.target.kill().unwrap();
    let said = ring.wait(2, word("killed"));
    assert!(said.iter().all(|r| r["process"]["pid"] == ring.target.id()), "{said:#?}");
}

#[test]
fn nothing_is_told_that_was_not_asked_for() {
    let Some(mut ring) = shell("quiet", "sleep 0.1; exec sleep 0.1", Watched::default()) else {
        return;
    };
    ring.target.wait().unwrap();
    ring.wait(2, |r| r["ring"]["victim"] == "target");
    assert!(!ring.records().iter().any(|r| word("exec")(r) || word("fork")(r)));
}
