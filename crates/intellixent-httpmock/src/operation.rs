//! What a mock of every operation has beside its parameters and answers.

/// Implements it for the two types of an operation with this method and path.
macro_rules! operation {
    ($method:literal $path:literal: $When:ident, $Then:ident) => {
        impl $When {
            /// Wraps the type of `httpmock`.
            pub fn new(inner: ::httpmock::When) -> Self {
                Self(crate::expect::route(inner, $method, $path))
            }

            /// The type of `httpmock`, for what the document does not describe.
            pub fn into_inner(self) -> ::httpmock::When {
                self.0
            }
        }

        impl $Then {
            /// Wraps the type of `httpmock`.
            pub fn new(inner: ::httpmock::Then) -> Self {
                Self(crate::answers::Answers::new(inner))
            }

            /// The type of `httpmock`, for what the document does not describe. After [`then`](Self::then), only its delay
            /// takes effect.
            pub fn into_inner(self) -> ::httpmock::Then {
                self.0.into_inner()
            }

            /// Responds with these bytes: as HTML if they start with `<`, otherwise as JSON. For a form that a model does
            /// not serialize to, the page of a gateway, or a part of a body.
            pub fn raw(self, status: u16, body: impl AsRef<[u8]>) -> Self {
                Self(self.0.raw(status, body.as_ref()))
            }

            /// Responds with 429 and the documented body. The delay is in the header `Retry-After` and in the body.
            pub fn rate_limited(self, wait: ::std::time::Duration) -> Self {
                Self(self.0.rate_limited(wait))
            }

            /// The next response is for the next request. The last one is for all requests after it.
            pub fn then(self) -> Self {
                Self(self.0.then())
            }
        }
    };
}
pub(crate) use operation;
