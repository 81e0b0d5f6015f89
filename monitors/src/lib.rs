#![doc = include_str!("overview.md")]
#![deny(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod alert;
pub mod chart;
pub mod config;
pub mod deed;
pub mod graph;
#[cfg(target_os = "linux")]
pub mod health;
#[cfg(target_os = "linux")]
mod heard;
#[cfg(target_os = "linux")]
pub mod join;
#[cfg(target_os = "linux")]
pub mod lacks;
#[cfg(target_os = "linux")]
mod look;
#[cfg(target_os = "linux")]
pub mod members;
#[cfg(target_os = "linux")]
mod monitor;
#[cfg(target_os = "linux")]
mod places;
pub mod plan;
#[cfg(target_os = "linux")]
mod sink;
#[cfg(target_os = "linux")]
pub mod start;
#[allow(unsafe_code)]
mod sys;

#[cfg(target_os = "linux")]
pub use sink::SYSLOG;
#[cfg(target_os = "linux")]
pub use sys::{Described, Exit, Process, describe, group_folder, processes};
