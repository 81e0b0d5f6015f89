//! Figures and how they are shown.

/// Median, lowest and highest of a figure's rounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    pub(crate) median: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Figure {
    /// Of a list of rounds, which must not be empty.
    pub(crate) fn of(mut rounds: Vec<f64>) -> Figure {
        rounds.sort_unstable_by(f64::total_cmp);
        let at = |i: usize| rounds.get(i).copied().unwrap_or(f64::NAN);
        Figure {
            median: at(rounds.len() / 2),
            low: at(0),
            high: at(rounds.len().saturating_sub(1)),
        }
    }
}

/// One line of the report.
struct Line {
    group: &'static str,
    name: String,
    unit: &'static str,
    figure: Figure,
    target: Option<&'static str>,
}

/// All lines.
#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<Line>,
}

impl Report {
    /// Adds a figure; `target` is what the project promises, for the reader to compare.
    pub(crate) fn add(
        &mut self,
        group: &'static str,
        name: impl Into<String>,
        unit: &'static str,
        figure: Figure,
        target: Option<&'static str>,
    ) {
        self.lines.push(Line { group, name: name.into(), unit, figure, target });
    }

    /// Prints tables in Markdown, or JSON.
    pub(crate) fn print(&self, json: bool) {
        if json {
            let lines: Vec<_> = self
                .lines
                .iter()
                .map(|l| {
                    serde_json::json!({ "group": l.group, "name": l.name, "unit": l.unit,
                        "median": l.figure.median, "low": l.figure.low, "high": l.figure.high,
                        "target": l.target })
                })
                .collect();
            println!("{}", serde_json::json!({ "schema": 1, "figures": lines }));
            return;
        }
        let mut group = "";
        for l in &self.lines {
            if l.group != group {
                group = l.group;
                println!(
                    "\n| {group} | median | lowest–highest | target |\n| --- | --- | --- | --- |"
                );
            }
            let (f, unit, target) = (&l.figure, l.unit, l.target.unwrap_or(""));
            let digits = match f.median.abs() {
                n if n >= 100.0 => 0,
                n if n >= 10.0 => 1,
                _ => 2,
            };
            let median = format!("{:.digits$} {unit}", f.median);
            println!(
                "| {} | {} | {:.digits$}–{:.digits$} | {target} |",
                l.name,
                median.trim_end(),
                f.low,
                f.high
            );
        }
    }
}
