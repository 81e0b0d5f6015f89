//! "Did you mean": the name nearest to a misspelt one.

/// The candidate nearest to `name`, if it is near enough to be meant.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .filter(|c| *c != name)
        .map(|c| (distance(name, c), c))
        .filter(|(d, c)| *d <= limit && *d < c.chars().count())
        .min()
        .map(|(_, c)| c)
}

/// Edits from one name to another: insertion, deletion, replacement, exchange of neighbours.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |v: &Vec<usize>, k: usize| v.get(k).copied().unwrap_or(usize::MAX - 1);
            let mut d = (get(&last, j) + usize::from(x != y))
                .min(get(&last, j + 1) + 1)
                .min(get(&row, j) + 1);
            let swapped = j > 0 && previous == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                d = d.min(get(&before, j - 1) + 1);
            }
            row.push(d);
        }
        previous = Some(x);
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        assert_eq!(distance("opne", "open"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        let names = || ["open", "close", "chmod", "fchmod"].into_iter();
        assert_eq!(nearest("opne", names()), Some("open"));
        assert_eq!(nearest("chmodd", names()), Some("chmod"));
        assert_eq!(nearest("mount", names()), None);
    }
}
