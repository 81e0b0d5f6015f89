//! The smallest ring that is good enough.
use super::{Answer, Plan, Scheme};
use crate::graph::Graph;

/// Most monitors that are recommended.
pub const MOST: u16 = 200;

/// The cheapest circulant digraph whose risk is at most `risk` and whose overhead is at most `budget`.
///
/// # Errors
/// Says how near it can come.
pub fn recommend(plan: &Plan, risk: f64, budget: f64) -> Result<Graph, String> {
    let mut best: Option<(f64, Graph)> = None;
    let mut safest: Option<Answer> = None;
    let mut cheapest: Option<Answer> = None;
    for n in 2..=MOST {
        for d in 1..n.min(33) {
            let Ok(graph) = Graph::new(n, d) else { continue };
            // What sampling would add, an average, decides nothing here.
            let answer = Plan { graph, ..*plan }.closed(Scheme::Circulant);
            let keep = |slot: &mut Option<Answer>, better: fn(&Answer, &Answer) -> bool| {
                if slot.as_ref().is_none_or(|old| better(&answer, old)) {
                    *slot = Some(answer.clone());
                }
            };
            if answer.overhead <= budget {
                keep(&mut safest, |new, old| new.risk < old.risk);
            }
            if answer.risk <= risk {
                keep(&mut cheapest, |new, old| new.overhead < old.overhead);
                if answer.overhead <= budget && best.is_none_or(|(cost, _)| answer.overhead < cost)
                {
                    best = Some((answer.overhead, graph));
                }
            }
        }
    }
    best.map(|(_, graph)| graph).ok_or_else(|| {
        let near = match (safest, cheapest) {
            (Some(a), _) => format!("with this budget the risk is at least {:.3e}", a.risk),
            (None, Some(a)) => format!("the cheapest ring of this risk takes {:.1}", a.overhead),
            (None, None) => {
                format!("no ring of at most {MOST} monitors has it, whatever the budget")
            }
        };
        format!("no ring has a risk of at most {risk:e} for at most {budget}: {near}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let graph = Graph::new(8, 3).unwrap();
        Plan { graph, p: 0.1, q: 0.05, delta: 10.0, theta: 1.0 }
    }

    #[test]
    fn nothing_cheaper_is_good_enough() {
        let graph = recommend(&plan(), 1e-8, 1000.0).unwrap();
        let found = Plan { graph, ..plan() }.answer(Scheme::Circulant, 1);
        assert!(found.risk <= 1e-8);
        for n in 2..=12_u16 {
            for d in 1..n {
                let other = Plan { graph: Graph::new(n, d).unwrap(), ..plan() }
                    .answer(Scheme::Circulant, 1);
                assert!(other.risk > 1e-8 || other.overhead >= found.overhead, "{n} {d}");
            }
        }
    }

    #[test]
    fn what_cannot_be_is_said() {
        assert!(recommend(&plan(), 1e-8, 30.0).unwrap_err().contains("with this budget"));
        assert!(recommend(&plan(), 1e-300, 1e9).unwrap_err().contains("no ring"));
        assert!(recommend(&plan(), 0.5, 5.0).unwrap_err().contains("cheapest"));
    }
}
