#![doc = include_str!("overview.md")]
#![deny(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod alert;
pub mod chart;
pub mod config;
pub mod deed;
pub mod graph;
pub mod health;
mod heard;
pub mod join;
pub mod lacks;
mod look;
pub mod members;
mod monitor;
mod places;
pub mod plan;
mod sink;
pub mod start;
mod successor;
#[allow(unsafe_code)]
mod sys;

pub use sink::{SYSLOG, syslog_listens};
pub use sys::{Described, Exit, Process, describe, group_folder, processes};
