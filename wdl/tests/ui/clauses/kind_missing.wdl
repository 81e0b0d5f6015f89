bsd::{open} pre { }
