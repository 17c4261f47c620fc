// The hand-written part of the mocks around the generated one, as far as a compiler sees it.
#[path = "generated_mocks.rs"]
mod generated;
pub use httpmock::MockServer;
mod answers {
    use httpmock::Then;
    pub struct Answers(Then);
    impl Answers {
        pub fn new(then: Then) -> Self {
            Self(then)
        }
        pub fn into_inner(self) -> Then {
            self.0
        }
        pub fn json(self, _: u16, _: &impl serde::Serialize) -> Self {
            self
        }
        pub fn raw(self, _: u16, _: &[u8]) -> Self {
            self
        }
        pub fn rate_limited(self, _: std::time::Duration) -> Self {
            self
        }
        pub fn then(self) -> Self {
            self
        }
    }
}
mod sealed {
    pub trait Sealed {}
    impl Sealed for httpmock::MockServer {}
}
mod expect {
    use httpmock::When;
    pub(crate) fn route(when: When, _: &str, _: &str) -> When {
        when
    }
    pub(crate) fn path<T>(when: When, _: &str, _: &str, _: &T) -> When {
        when
    }
    pub(crate) fn query<T>(when: When, _: &str, _: &T) -> When {
        when
    }
    pub(crate) fn value<T>(_: &str, value: impl TryInto<T>) -> T {
        value.try_into().ok().unwrap()
    }
}
fn check_status(_: u16, _: u16) {}
fn fixture<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}
pub use generated::*;
