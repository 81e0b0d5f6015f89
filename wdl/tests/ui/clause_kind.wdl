bsd::opp{open} pre { }
bsd::life{fork} { }
bsd::{open} pre { }
