//! Gives each pattern of a plan its bits and each event its groups.
use super::carried::names;
use super::plan::Roles;
use super::{Event, Group, Key, Level, Pattern, Plan, Var, value_of};
use std::collections::BTreeMap;

/// Gives each pattern its bits, each event its groups.
pub(super) fn arrange<'a>(
    patterns: Vec<Pattern<'a>>,
    roles: Vec<Roles<'a>>,
    rows: u32,
    faults: bool,
) -> Plan<'a> {
    let mut both: Vec<_> = patterns.into_iter().zip(roles).collect();
    both.sort_by_key(|(p, _)| std::cmp::Reverse(p.steps.len()));
    let mut events: BTreeMap<Key, Event<'a>> = BTreeMap::new();
    let mut patterns = Vec::new();
    for (at, (pattern, its)) in both.into_iter().enumerate() {
        for (key, mut role) in its {
            role.pattern = at;
            events.entry(key).or_default().roles.push(role);
        }
        patterns.push(pattern);
    }
    let longest = patterns.first().map_or(0, |p| p.steps.len());
    let (mut levels, mut base) = (vec![Level::default()], 0);
    for level in 1..longest {
        let words = patterns.iter().filter(|p| p.steps.len() > level).count().div_ceil(64);
        levels.push(Level { base, words });
        base += words;
    }
    keep(&mut patterns);
    for event in events.values_mut() {
        group(event, &patterns);
    }
    let arity = patterns.iter().map(|p| p.vars.len()).max().unwrap_or(0);
    Plan { patterns, events, levels, arity, rows, faults }
}

/// Finds what actions need of earlier steps.
fn keep(patterns: &mut [Pattern<'_>]) {
    let mut next = 0;
    for p in patterns {
        let last = p.steps.last().map(|(s, _)| names(p.seq, s)).unwrap_or_default();
        for (n, v) in p.vars.iter().enumerate() {
            let again = last.iter().any(|l| l.name == v.name);
            if p.seq.uses.contains(&v.name) && !again {
                p.kept.push((n, next));
                next += 1;
            }
        }
    }
}

fn group(event: &mut Event<'_>, patterns: &[Pattern<'_>]) {
    for role in &mut event.roles {
        let Some(p) = patterns.get(role.pattern) else { continue };
        let bound = |level: usize| p.bound.get(level).copied().unwrap_or(0);
        let last = role.level + 1 == p.steps.len();
        let mut value = |v: &Var| -> Option<usize> {
            let bind = role.env.get(&v.name)?;
            let value = value_of(bind, v.text);
            Some(match event.values.iter().position(|(x, _)| *x == value) {
                Some(at) => at,
                None => {
                    event.values.push((value, bind.clone()));
                    event.values.len() - 1
                }
            })
        };
        let given: Vec<Option<usize>> =
            p.vars.iter().take(bound(role.level)).map(&mut value).collect();
        let new: Vec<usize> = match role.ends || last {
            true => Vec::new(),
            false => p
                .vars
                .iter()
                .take(bound(role.level + 1))
                .skip(bound(role.level))
                .filter_map(value)
                .collect(),
        };
        let same = |g: &Group| {
            g.level == role.level && g.ends == role.ends && g.given == given && g.new == new
        };
        role.group = match event.groups.iter().position(same) {
            Some(at) => at,
            None => {
                let (level, ends, words) = (role.level, role.ends, BTreeMap::new());
                event.groups.push(Group { level, ends, given, new, words });
                event.groups.len() - 1
            }
        };
        let Some(group) = event.groups.get_mut(role.group) else { continue };
        let word = group.words.entry(role.pattern / 64).or_default();
        let bit = 1u64 << (role.pattern % 64);
        let conditional = !(role.tests.is_empty() && role.conditions.is_empty());
        match conditional {
            true => word.maybe |= bit,
            false => word.always |= bit,
        }
        if last && !role.ends {
            word.last |= bit;
        }
    }
    for word in event.groups.iter_mut().flat_map(|g| g.words.values_mut()) {
        word.maybe &= !word.always;
        if word.maybe != 0 {
            word.held = Some(event.accumulators);
            event.accumulators += 1;
        }
    }
}
