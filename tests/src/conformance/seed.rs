//! Seeded faults: each breaks one obligation of the host contract, or takes away what one sentence
//! of the semantics promises. A scenario that survives the fault it names shows nothing.

macro_rules! seeds {
    ($($variant:ident $name:literal $doc:literal;)*) => {
        /// A seeded fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Seed { $(#[doc = $doc] $variant,)* }

        /// Every seeded fault.
        pub const SEEDS: &[Seed] = &[$(Seed::$variant,)*];

        impl Seed {
            /// Its name in scenarios.
            pub const fn name(self) -> &'static str {
                match self { $(Seed::$variant => $name,)* }
            }

            /// What it breaks.
            pub const fn breaks(self) -> &'static str {
                match self { $(Seed::$variant => $doc,)* }
            }
        }
    };
}

seeds! {
    ExecNotTold "exec-not-told" "Obligation 1: the engine is not told of an exec.";
    ForkNotTold "fork-not-told" "Obligation 2: the engine is not told of a new process.";
    ForkToldLate "fork-told-late" "Obligation 2: the engine is told after the child's first call.";
    ThreadNotTold "thread-not-told" "Obligation 2: the engine is not told of a new thread.";
    EntrySkipped "entry-skipped" "Obligation 3: calls run without being brought to the engine.";
    EntryAfter "entry-after" "Obligation 3: the engine judges after the call took effect.";
    LeaveSkipped "leave-skipped" "Obligation 4: the engine is not told of results.";
    LeaveIgnored "leave-ignored" "Obligation 4: the caller sees the call's own result.";
    RestartTwice "restart-twice" "Obligation 4: a restarted call is brought in as two.";
    RewriteDropped "rewrite-dropped" "Obligation 5: replaced arguments do not reach the kernel.";
    RegistersLeft "registers-left" "Obligation 5: registers stay as they were rewritten.";
    RefuseRuns "refuse-runs" "Obligation 6: a refused call is executed.";
    ReturnIgnored "return-ignored" "Obligation 6: a made-up result is not shown, the call runs.";
    KillIgnored "kill-ignored" "Obligation 7: a kill is not carried out.";
    GoneNotTold "gone-not-told" "Obligation 8: the engine is not told of an end.";
    ServicesOfHost "services-of-host" "Obligation 9: services answer as the host sees the system.";
    DeathLetsRun "death-lets-run" "Obligation 10: wrapped processes outlive the engine.";
    ForkFresh "fork-fresh" "A child is judged anew and begins with fresh state.";
    ExecSheds "exec-sheds" "An exec ends the bindings there were.";
    OrderReversed "order-reversed" "Wrappers are loaded in the reverse order.";
    Argv0 "argv0" "The program's name is taken from argv[0].";
    Unresolved "unresolved" "The executable's path is taken as the process spelt it.";
    NoScript "no-script" "Of a script the engine learns of the interpreter only.";
    EffectiveUid "effective-uid" "uid= is judged by the effective user.";
    PoorImage "poor-image" "Arguments, parent, status, set-id and checksum are not told.";
    DeactivateDropped "deactivate-dropped" "Deactivation criteria are not given to the engine.";
    NoCatch "no-catch" "Raised events reach nobody.";
    FaultPolicyOther "fault-policy-other" "Another fault policy than the declared one applies.";
    BudgetHuge "budget-huge" "Clauses run without a budget.";
    TablePolicyOther "table-policy-other" "A full table does other than declared.";
    NotPermissive "not-permissive" "`permissive` is not given to the engine.";
    UnlockedHidden "unlocked-hidden" "Records do not say `unlocked`.";
    HeldClaimed "held-claimed" "The host claims to hold arguments and does not.";
    LostHidden "lost-hidden" "`lost` records are swallowed.";
    LoadPiecemeal "load-piecemeal" "Wrappers of a set are loaded one by one.";
    ThreadsMixed "threads-mixed" "Results are brought in for another thread of the process.";
    LockAcrossCall "lock-across-call" "While a call runs no other thread's call is judged.";
    RunningNotJudged "running-not-judged" "Criteria are not judged on running processes.";
    UnloadEarly "unload-early" "Unloading does not wait for calls in flight.";
    SignalNotTold "signal-not-told" "The engine is not told of signals.";
    LastMissing "last-missing" "The last wrapper is not loaded.";
    Unprotected "unprotected" "Wrapped processes may signal the engine.";
}

/// The fault of that name.
pub fn by_name(name: &str) -> Option<Seed> {
    SEEDS.iter().copied().find(|s| s.name() == name)
}
