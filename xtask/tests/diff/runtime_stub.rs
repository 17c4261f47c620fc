// The hand-written part of the client around the generated one, as far as a compiler sees it.
mod request {
    use crate::{Client, Error, ResponseValue};
    use std::fmt::Display;

    pub(crate) type Sending<T> = std::pin::Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

    pub(crate) struct Operation {
        pub(crate) id: &'static str,
        pub(crate) method: http::Method,
        pub(crate) path: &'static str,
        pub(crate) authorized: bool,
        pub(crate) accept: &'static str,
    }

    #[derive(Clone, Debug)]
    pub(crate) struct Request;

    impl Request {
        pub(crate) fn new(_: &Client, _: &'static Operation) -> Self {
            Self
        }
        pub(crate) fn path<T: serde::Serialize>(self, _: &str, _: impl TryInto<T, Error: Display>) -> Self {
            self
        }
        pub(crate) fn query<T: serde::Serialize, How>(self, _: &str, _: impl crate::Given<T, How>) -> Self {
            self
        }
        pub(crate) fn header<T: serde::Serialize, How>(self, _: &str, _: impl crate::Given<T, How>) -> Self {
            self
        }
        pub(crate) fn json<T: serde::Serialize>(self, _: &str, _: impl TryInto<T, Error: Display>) -> Self {
            self
        }
        pub(crate) async fn send<T>(self, _: fn(&bytes::Bytes) -> Result<T, ()>) -> Result<ResponseValue<T>, Error> {
            Err(Error)
        }
    }
}
mod decode {
    pub(crate) fn json<T: serde::de::DeserializeOwned>(_: &bytes::Bytes) -> Result<T, ()> {
        Err(())
    }
    pub(crate) fn optional<T: serde::de::DeserializeOwned>(_: &bytes::Bytes) -> Result<Option<T>, ()> {
        Err(())
    }
    pub(crate) fn raw(_: &bytes::Bytes) -> Result<bytes::Bytes, ()> {
        Err(())
    }
    pub(crate) fn nothing(_: &bytes::Bytes) -> Result<(), ()> {
        Err(())
    }
}
mod generated;
pub struct Client;
pub struct Error;
pub struct ResponseValue<T>(T);
impl<T> ResponseValue<T> {
    pub fn into_inner(self) -> T {
        self.0
    }
}
pub use generated::{builder, types};
pub fn from_slice<T: serde::de::DeserializeOwned>(_: &[u8]) -> Result<T, Error> {
    Err(Error)
}
