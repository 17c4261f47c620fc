// The hand-written part of the mocks around the generated one, as far as a compiler sees it.
#[path = "generated_mocks.rs"]
mod generated;
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
fn media_type(_: &[u8]) -> &'static str {
    "application/json"
}
fn fixture<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}
pub use generated::*;
