//! What an arrangement of monitors can be trusted with: Chinchani et al. (2003), sections 3.2 and 4.
//!
//! **Model.** n monitors, each disabled by an attempt with probability p (section 3.2.1). A monitor that is
//! disabled is noticed by those that watch it and are not themselves disabled: each gives one *response*. A
//! response is lost with probability q (an alert path that is down, a witness that is beaten to it). An attacker
//! who knows the arrangement (section 3.1) disables the monitors in *stages*: any number at exactly the same time,
//! then the next. A stage is *silent* if nobody who is left watches anybody who is disabled in it.
//!
//! - *Total probability of subversion* (3.2.1): that of disabling all, p^n, whatever the arrangement.
//! - *Per-stage probability* (3.2.1): that of disabling the monitors of one silent stage, p^k for k of them; least
//!   and greatest over the stages from which the attacker can choose. The greatest is his best way.
//! - *Overhead* (3.2.2, figure 1): n delta for the processes, theta for every edge, those to the service included.
//!
//! What the paper claims without proof (claims 1 to 3) is computed here: exactly over all 2^n sets of monitors
//! where n is at most [`exact::MOST`], by sampling orders beyond.
pub mod exact;
pub mod recommend;
pub mod sample;

use crate::graph::Graph;

/// An arrangement of monitors (section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Section 4.1: all watch the service, nobody a monitor.
    Replication,
    /// Section 4.2: each layer watches the one below, the lowest the service.
    Hierarchy,
    /// Section 4.3: [`Graph`], some also watching the service.
    Circulant,
}

impl Scheme {
    /// All three, in the paper's order.
    pub const ALL: [Self; 3] = [Self::Replication, Self::Hierarchy, Self::Circulant];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Replication => "simple replication",
            Self::Hierarchy => "layered hierarchy",
            Self::Circulant => "circulant digraph",
        }
    }
}

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Sizes.
    pub graph: Graph,
    /// Probability that an attempt on one monitor succeeds.
    pub p: f64,
    /// Probability that a response is lost.
    pub q: f64,
    /// Overhead of a process.
    pub delta: f64,
    /// Overhead of watching one process.
    pub theta: f64,
}

/// The answer for one scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which.
    pub scheme: Scheme,
    /// Probability of disabling everything at once: p^n.
    pub total: f64,
    /// Least probability of a silent stage that can come first.
    pub stage_least: f64,
    /// Greatest probability of a silent stage that can come first: the attacker's best.
    pub stage_most: f64,
    /// Orders of killing one monitor after another in which nobody responds.
    pub silent_orders: f64,
    /// The same as a share of all n! orders: what an attacker who does not know the arrangement hits.
    pub silent_share: f64,
    /// Fewest responses of any order of separate kills.
    pub responses_least: f64,
    /// Responses of a random order, on average.
    pub responses_mean: f64,
    /// Fewest monitors that respond, in any order of separate kills.
    pub witnesses_least: f64,
    /// Probability that everything is disabled and nobody hears of it, in the attacker's best way.
    pub risk: f64,
    /// n delta + (edges) theta.
    pub overhead: f64,
    /// Whether orders were sampled rather than all counted.
    pub sampled: bool,
}

/// Who watches whom: for every monitor, the set of its watchers as indices.
pub(crate) fn watchers(scheme: Scheme, graph: Graph) -> Vec<Vec<usize>> {
    let n = usize::from(graph.n());
    (0..n)
        .map(|i| match scheme {
            Scheme::Replication => Vec::new(),
            // The last is the outermost layer.
            Scheme::Hierarchy => (i + 1 < n).then_some(i + 1).into_iter().collect(),
            Scheme::Circulant => graph.watchers(i as u16).map(usize::from).collect(),
        })
        .collect()
}

impl Plan {
    /// Computes one scheme; `samples` orders where n is too large to count all.
    pub fn answer(&self, scheme: Scheme, samples: u32) -> Answer {
        let watchers = watchers(scheme, self.graph);
        if watchers.len() <= exact::MOST {
            self.judge(scheme, &exact::count(&watchers), false)
        } else {
            let known = known(scheme, self.graph);
            self.judge(scheme, &sample::count(&watchers, samples, known), true)
        }
    }

    /// The same by closed forms alone.
    pub(crate) fn closed(&self, scheme: Scheme) -> Answer {
        self.judge(scheme, &known(scheme, self.graph), false)
    }

    fn judge(&self, scheme: Scheme, counts: &Counts, sampled: bool) -> Answer {
        let n = i32::from(self.graph.n());
        let d = f64::from(self.graph.d());
        let edges = match scheme {
            Scheme::Replication => f64::from(n),
            Scheme::Hierarchy => f64::from(n),
            Scheme::Circulant => f64::from(n) * d + d,
        };
        let stage = |k: usize| self.p.powi(k as i32);
        // He tries again until a stage succeeds, as long as he is silent: so what limits him is the hardest
        // stage of his easiest way ("the per-stage probability of subversion overshadows the total", section
        // 3.2.1). The way that is not silent, one after another, costs the responses that must be lost.
        let silent = stage(counts.stage.0);
        let loud = self.p * self.q.powf(counts.responses_least);
        Answer {
            scheme,
            total: self.p.powi(n),
            stage_least: stage(counts.stage.1),
            stage_most: silent,
            silent_orders: counts.silent_orders,
            silent_share: counts.silent_share,
            responses_least: counts.responses_least,
            responses_mean: counts.responses_mean,
            witnesses_least: counts.witnesses_least,
            risk: silent.max(loud),
            overhead: f64::from(n) * self.delta + edges * self.theta,
            sampled,
        }
    }
}

/// What the arrangement alone decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Counts {
    /// Smallest and largest set that can be disabled silently first without a smaller one within it.
    pub(crate) stage: (usize, usize),
    pub(crate) silent_orders: f64,
    pub(crate) silent_share: f64,
    pub(crate) responses_least: f64,
    pub(crate) responses_mean: f64,
    pub(crate) witnesses_least: f64,
}

/// Closed forms, which the tests hold against counting: what sampling cannot find.
fn known(scheme: Scheme, graph: Graph) -> Counts {
    let (n, d) = (f64::from(graph.n()), f64::from(graph.d()));
    let size = usize::from(graph.n());
    match scheme {
        Scheme::Replication => Counts {
            stage: (1, 1),
            silent_orders: factorial(size),
            silent_share: 1.0,
            responses_least: 0.0,
            responses_mean: 0.0,
            witnesses_least: 0.0,
        },
        Scheme::Hierarchy => Counts {
            stage: (1, 1),
            silent_orders: 1.0,
            silent_share: 1.0 / factorial(size),
            responses_least: 0.0,
            responses_mean: (n - 1.0) / 2.0,
            witnesses_least: 0.0,
        },
        Scheme::Circulant => Counts {
            stage: (size, size),
            silent_orders: 0.0,
            silent_share: 0.0,
            responses_least: d * (d + 1.0) / 2.0,
            responses_mean: n * d / 2.0,
            witnesses_least: d,
        },
    }
}

/// n!, infinite beyond 170.
pub(crate) fn factorial(n: usize) -> f64 {
    (1..=n).map(|i| i as f64).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(n: u16, d: u16) -> Plan {
        Plan { graph: Graph::new(n, d).unwrap(), p: 0.1, q: 0.05, delta: 10.0, theta: 1.0 }
    }

    /// The closed forms are what counting finds, for every n and d that can be counted in a test.
    #[test]
    fn closed_forms_agree_with_counting() {
        for n in 2..=10_u16 {
            for d in 1..n {
                for scheme in Scheme::ALL {
                    let graph = Graph::new(n, d).unwrap();
                    let counted = exact::count(&watchers(scheme, graph));
                    let known = known(scheme, graph);
                    let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
                    assert_eq!(counted.stage, known.stage, "{scheme:?} {n} {d}");
                    for (a, b) in [
                        (counted.silent_orders, known.silent_orders),
                        (counted.silent_share, known.silent_share),
                        (counted.responses_least, known.responses_least),
                        (counted.responses_mean, known.responses_mean),
                        (counted.witnesses_least, known.witnesses_least),
                    ] {
                        assert!(close(a, b), "{scheme:?} {n} {d}: {counted:?} {known:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_papers_claims_hold() {
        let answers = Scheme::ALL.map(|s| plan(8, 3).answer(s, 0));
        let [replication, hierarchy, circulant] = &answers;
        assert!(answers.iter().all(|a| (a.total - 1e-8).abs() < 1e-20));
        assert!(
            (replication.stage_most - 0.1).abs() < 1e-12 && replication.silent_orders == 40320.0
        );
        assert!((hierarchy.stage_most - 0.1).abs() < 1e-12 && hierarchy.silent_orders == 1.0);
        assert!((circulant.stage_most - 1e-8).abs() < 1e-20 && circulant.silent_orders == 0.0);
        // n delta + edges theta: figure 1.
        assert!((replication.overhead - 88.0).abs() < 1e-9);
        assert!((hierarchy.overhead - 88.0).abs() < 1e-9);
        assert!((circulant.overhead - (80.0 + 24.0 + 3.0)).abs() < 1e-9);
        assert!(circulant.risk < hierarchy.risk && hierarchy.risk <= replication.risk);
    }

    #[test]
    fn large_rings_are_sampled_and_agree_with_theory() {
        let a = plan(200, 8).answer(Scheme::Circulant, 2000);
        assert!(a.sampled && (a.responses_mean / 800.0 - 1.0).abs() < 0.02, "{a:?}");
        let a = plan(60, 3).answer(Scheme::Hierarchy, 2000);
        assert!((a.responses_mean / 29.5 - 1.0).abs() < 0.02, "{a:?}");
    }
}
