//! The models that people would otherwise use, to compare against.
#![allow(dead_code, missing_docs, reason = "each program reads some of the fields of some of the models")]

pub mod strict;

/// Stock progenitor, by its macro, from a document that has only what the vendor's page shows.
pub mod stock {
    #![allow(missing_docs, clippy::all, clippy::pedantic, clippy::restriction)]
    progenitor::generate_api!(spec = "vendor.yaml", interface = Builder);
}
