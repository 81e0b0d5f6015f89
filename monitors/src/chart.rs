//! Line charts as SVG, for `wssctl ring plan` and the attack program.
use std::fmt::Write;

/// A line of a chart.
#[derive(Debug, Clone)]
pub struct Series {
    /// For the legend.
    pub name: String,
    /// x and y, x rising.
    pub points: Vec<(f64, f64)>,
}

/// A chart.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Above it.
    pub title: String,
    /// Below the x axis.
    pub x: String,
    /// Beside the y axis.
    pub y: String,
    /// The lines.
    pub series: Vec<Series>,
    /// Whether y is logarithmic; zeros and what is below `FLOOR` are then drawn at the bottom.
    pub logarithmic: bool,
}

const COLOURS: [&str; 9] = [
    "#1b6ca8", "#c8553d", "#3a7d44", "#8e5ea2", "#b8860b", "#17becf", "#7f7f7f", "#d62790",
    "#000000",
];
const LEFT: f64 = 70.0;
const TOP: f64 = 40.0;
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 320.0;
/// Least value that a logarithmic chart shows.
const FLOOR: f64 = 1e-18;

impl Chart {
    /// The drawing.
    pub fn svg(&self) -> String {
        let points = || self.series.iter().flat_map(|s| &s.points);
        let y = |v: f64| if self.logarithmic { v.max(FLOOR).log10() } else { v };
        let least = |it: &mut dyn Iterator<Item = f64>| it.fold(f64::INFINITY, f64::min);
        let most = |it: &mut dyn Iterator<Item = f64>| it.fold(f64::NEG_INFINITY, f64::max);
        let (x0, x1) = (least(&mut points().map(|p| p.0)), most(&mut points().map(|p| p.0)));
        let (mut y0, mut y1) = (
            least(&mut points().map(|p| y(p.1))).floor(),
            most(&mut points().map(|p| y(p.1))).ceil(),
        );
        if !self.logarithmic {
            y0 = y0.min(0.0);
        }
        if y1 <= y0 {
            y1 = y0 + 1.0;
        }
        let at = |(px, py): (f64, f64)| {
            let across = if x1 > x0 { (px - x0) / (x1 - x0) } else { 0.5 };
            (LEFT + across * WIDTH, TOP + (1.0 - (y(py) - y0) / (y1 - y0)) * HEIGHT)
        };
        let (width, height) = (LEFT + WIDTH + 250.0, TOP + HEIGHT + 60.0);
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>"##
        );
        let mut text = |x: f64, y: f64, rest: &str, words: &str| {
            let _ = writeln!(out, r#"<text x="{x:.1}" y="{y:.1}"{rest}>{}</text>"#, escape(words));
        };
        text(LEFT, 22.0, r#" font-size="14""#, &self.title);
        text(LEFT + WIDTH / 2.0, TOP + HEIGHT + 45.0, r#" text-anchor="middle""#, &self.x);
        let turned =
            format!(r#" text-anchor="middle" transform="rotate(-90 18 {})""#, TOP + HEIGHT / 2.0);
        text(18.0, TOP + HEIGHT / 2.0, &turned, &self.y);
        let step = ((y1 - y0) / 8.0).ceil().max(1.0);
        let ticks = std::iter::successors(Some(y0), |t| Some(t + step)).take_while(|t| *t <= y1);
        for tick in ticks {
            let height = TOP + (1.0 - (tick - y0) / (y1 - y0)) * HEIGHT;
            let label = if self.logarithmic { format!("1e{tick}") } else { tick.to_string() };
            text(LEFT - 8.0, height + 4.0, r#" text-anchor="end""#, &label);
        }
        let mut places: Vec<f64> = points().map(|p| p.0).collect();
        places.sort_unstable_by(f64::total_cmp);
        places.dedup();
        let every = places.len().div_ceil(12).max(1);
        for place in places.iter().step_by(every) {
            text(
                at((*place, 0.0)).0,
                TOP + HEIGHT + 18.0,
                r#" text-anchor="middle""#,
                &place.to_string(),
            );
        }
        for ((index, series), colour) in self.series.iter().enumerate().zip(COLOURS.iter().cycle())
        {
            let dash = ["", r#" stroke-dasharray="6 4""#, r#" stroke-dasharray="2 3""#];
            let dash = dash.get(index / 4 % 3).copied().unwrap_or("");
            let path: Vec<_> = series
                .points
                .iter()
                .map(|p| at(*p))
                .map(|(x, y)| format!("{x:.1},{y:.1}"))
                .collect();
            let _ = writeln!(
                out,
                r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>"#,
                path.join(" ")
            );
            for (x, y) in series.points.iter().map(|p| at(*p)) {
                let _ = writeln!(out, r#"<circle cx="{x:.1}" cy="{y:.1}" r="3" fill="{colour}"/>"#);
            }
            let (x, y) = (LEFT + WIDTH + 20.0, TOP + 10.0 + 20.0 * index as f64);
            let _ = writeln!(
                out,
                r#"<path d="M{x} {y}h24" stroke="{colour}" stroke-width="2"{dash}/><text x="{}" y="{}">{}</text>"#,
                x + 30.0,
                y + 4.0,
                escape(&series.name)
            );
        }
        let _ = writeln!(
            out,
            r#"<path d="M{LEFT} {TOP}v{HEIGHT}h{WIDTH}" fill="none" stroke="black"/>
</svg>"#
        );
        out
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(logarithmic: bool, points: Vec<(f64, f64)>) -> String {
        let series = vec![Series { name: "a < b".to_owned(), points }];
        Chart { title: "t".into(), x: "x".into(), y: "y".into(), series, logarithmic }.svg()
    }

    #[test]
    fn points_are_where_they_belong() {
        let svg = chart(false, vec![(1.0, 0.0), (3.0, 4.0)]);
        assert!(svg.contains(r#"points="70.0,360.0 550.0,40.0""#), "{svg}");
        assert!(svg.contains("a &lt; b"));
    }

    #[test]
    fn a_logarithmic_chart_takes_zero_and_a_single_point() {
        let svg = chart(true, vec![(1.0, 0.0), (2.0, 1.0)]);
        assert!(svg.contains(r#"points="70.0,360.0 550.0,40.0""#), "{svg}");
        assert!(!chart(false, vec![(2.0, 2.0)]).contains("NaN"));
    }
}
