//! Assembler text of a scenario's wrapper. A function starts with the context in r6; besides the
//! machine's statements ([`wss_vm::asm`]) a line may be
//!
//! ```text
//! say "TEXT"          audit this text
//! violation "TEXT"    report a violation
//! switch NAME         wr_switch to that wrapper
//! add OFFSET N        add N to the 64-bit file-scope variable at OFFSET
//! say-var OFFSET      audit "var N" of that variable
//! put TABLE KEY N     put row N (64 bits) under KEY (64 bits)
//! say-row TABLE KEY   audit "row N", or "no row"
//! raise N             raise event number N, which has no parameters
//! assign SLOT "TEXT"  assign a string to a parameter
//! pass                end: continue
//! deny ERRNO          end: refuse
//! give N              end: a made-up result
//! kill N              end: kill by signal
//! ```
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;

/// Expands the macros in `lines`.
///
/// # Errors
/// The line and what is wrong with it.
pub(super) fn expand(target: Target, lines: &[(usize, String)]) -> Result<String, String> {
    let mut strings = String::new();
    let mut code = String::new();
    let mut count = 0usize;
    for (n, line) in lines {
        let words = super::format::words(line);
        let arg = |at: usize| words.get(at).map_or("", String::as_str);
        let mut string = |text: &str| {
            count += 1;
            strings.push_str(&format!(".string text{count} \"{text}\"\n"));
            count
        };
        let line = constants(target, line).map_err(|e| format!("line {n}: {e}"))?;
        let out = match arg(0) {
            ".func" if !line.contains("frame") => format!("{line} frame 32\nr6 = r1"),
            ".func" => format!("{line}\nr6 = r1"),
            "say" => {
                let s = string(arg(1));
                format!("r1 = &text{s}\nr2 = {}\ncall wr_audit", arg(1).len())
            }
            "violation" => {
                let s = string(arg(1));
                format!("r1 = &text{s}\ncall violation")
            }
            "switch" => {
                let s = string(arg(1));
                format!("r1 = &text{s}\ncall wr_switch")
            }
            "add" => format!(
                "r1 = &state + {0}\nr2 = *(u64 *)(r1 + 0)\nr2 += {1}\n*(u64 *)(r1 + 0) = r2",
                arg(1),
                arg(2)
            ),
            "say-var" => {
                let s = string("var %lu");
                format!(
                    "r1 = &state + {}\nr2 = *(u64 *)(r1 + 0)\n*(u64 *)(r10 - 8) = r2\n\
                     r1 = &text{s}\nr2 = r10\nr2 += -8\nr3 = 8\ncall wr_audit_printf",
                    arg(1)
                )
            }
            "put" => format!(
                "r1 = {1}\n*(u64 *)(r10 - 8) = r1\nr1 = {2}\n*(u64 *)(r10 - 16) = r1\n\
                 r1 = {0}\nr2 = r10\nr2 += -8\nr3 = r10\nr3 += -16\nr4 = 8\nr5 = 8\n\
                 call wr_table_put",
                arg(1),
                arg(2),
                arg(3)
            ),
            "say-row" => {
                let (none, some) = (string("no row"), string("row %lu"));
                format!(
                    "r1 = {1}\n*(u64 *)(r10 - 8) = r1\nr1 = {0}\nr2 = r10\nr2 += -8\nr3 = r10\n\
                     r3 += -16\nr4 = 8\nr5 = 8\ncall wr_table_find\nif r0 == 0 goto found{n}\n\
                     r1 = &text{none}\nr2 = 6\ncall wr_audit\ngoto after{n}\nfound{n}:\n\
                     r1 = &text{some}\nr2 = r10\nr2 += -16\nr3 = 8\ncall wr_audit_printf\nafter{n}:",
                    arg(1),
                    arg(2)
                )
            }
            "raise" => format!("r1 = {}\nr2 = 0\nr3 = 0\ncall wr_raise", arg(1)),
            "assign" => {
                let s = string(arg(2));
                format!(
                    "r1 = {}\nr2 = &text{s}\nr3 = {}\ncall wr_set_arg_bytes",
                    arg(1),
                    arg(2).len()
                )
            }
            "pass" => "r0 = 0\nexit".to_owned(),
            "deny" => end(Verdict::Deny(errno(target, arg(1)).ok_or(format!("line {n}: errno"))?)),
            "give" => format!("r1 = {}\ncall wr_set_ret\n{}", arg(1), end(Verdict::Return)),
            "kill" => end(Verdict::Kill(arg(1).parse().map_err(|_| format!("line {n}: signal"))?)),
            _ => line,
        };
        code.push_str(&out);
        code.push('\n');
    }
    Ok(strings + &code)
}

/// A line with numbers for its constants.
fn constants(target: Target, line: &str) -> Result<String, String> {
    let Some(at) = line.find("O_") else { return Ok(line.to_owned()) };
    let (before, rest) = line.split_at(at);
    let name = rest.split_whitespace().next().unwrap_or_default();
    let value = wss_calls::table(target).and_then(|t| t.constant(name));
    let value = value.ok_or_else(|| format!("no constant is called {name}"))?;
    Ok(format!("{before}{value}{}", rest.get(name.len()..).unwrap_or_default()))
}

fn end(v: Verdict) -> String {
    format!("r0 = {:#x}\nexit", v.code())
}

/// Number of an errno by name.
pub(super) fn errno(target: Target, name: &str) -> Option<u16> {
    wss_calls::table(target)?.errno(name)
}
