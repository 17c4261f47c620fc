//! An embedded Intellixent API on loopback.
//!
//! It serves the examples of the OpenAPI document: a call that has an example is found, any other gets the documented
//! 404, and a request without a bearer key the documented 401. What it serves is generated, so it follows the document.
//! [`Server::builder`] adds what a test may want: a fixed port, responses from a folder, calls made up for a range of
//! ids, recordings, a key check, and [`Faults`].
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = intellixent_demo::Server::start().await?;
//! let answer = reqwest::Client::new()
//!     .get(format!("{}/user/calls/123", server.base_url()))
//!     .bearer_auth("any key")
//!     .send()
//!     .await?;
//! assert_eq!(answer.status(), 200);
//! # Ok(())
//! # }
//! ```

mod builder;
mod faults;
mod fixtures;
mod list;
mod recording;
mod routes;
mod server;

pub use builder::ServerBuilder;
pub use faults::Faults;
pub use server::Server;
