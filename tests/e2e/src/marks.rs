//! Marks (see `test_programs::raw`) in the output of `spawner` and in an audit.
use serde_json::Value;
use std::collections::BTreeMap;

/// Descriptor of a mark; the upper half of its register is of no meaning.
const FD: u32 = -7753i32 as u32;

/// Mode and number.
pub type Mark = (u64, u64);

/// The thread ids that made each mark, as an audit has it: once per record.
pub fn seen(records: &[Value]) -> BTreeMap<Mark, Vec<u64>> {
    let mut seen: BTreeMap<Mark, Vec<u64>> = BTreeMap::new();
    for record in records.iter().filter(|r| r["event"]["name"] == "lseek") {
        let arg = |n: usize| {
            let text = record["event"]["args"][n].as_str().unwrap_or_default();
            u64::from_str_radix(text.trim_start_matches("0x"), 16)
                .unwrap_or_else(|e| panic!("argument {n} of {record}: {e}"))
        };
        if arg(0) as u32 == FD {
            let tid = record["process"]["tid"].as_u64().unwrap_or(0);
            seen.entry((arg(2), arg(1))).or_default().push(tid);
        }
    }
    seen
}

/// A child that `spawner` says it made.
#[derive(Clone, Copy, Debug)]
pub struct Child<'a> {
    /// Its mark.
    pub mark: Mark,
    /// Its thread id.
    pub tid: u64,
    /// How it was made.
    pub name: &'a str,
}

/// The `child` lines of `spawner`.
pub fn made(output: &str) -> Vec<Child<'_>> {
    let number = |text: &str| text.parse().unwrap_or_else(|e| panic!("{text:?}: {e}"));
    let child = |line| match words(line) {
        ["child", mode, n, tid, name] => {
            Some(Child { mark: (number(mode), number(n)), tid: number(tid), name })
        }
        _ => None,
    };
    output.lines().filter_map(child).collect()
}

/// The `refused` lines of `spawner`: what could not be made, and its errno.
pub fn refused(output: &str) -> BTreeMap<&str, u64> {
    let refusal = |line| match words(line) {
        ["refused", _, _, errno, name] => Some((name, errno.parse().ok()?)),
        _ => None,
    };
    output.lines().filter_map(refusal).collect()
}

/// The first five words of a line.
fn words(line: &str) -> [&str; 5] {
    let mut words = line.split(' ');
    std::array::from_fn(|_| words.next().unwrap_or_default())
}
