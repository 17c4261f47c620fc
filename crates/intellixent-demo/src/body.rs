//! A response body that is whole, or stops half way.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// What is left to send of a response.
#[derive(Debug)]
pub(crate) enum Answer {
    Whole(Bytes),
    /// The first half; then the connection breaks.
    Cut(Bytes),
    /// The half is out, and has not been flushed yet.
    Flushing,
    Breaking,
}

impl Answer {
    /// A body that claims to be all of `whole` and stops in its middle.
    pub(crate) fn cut(whole: &Bytes) -> Self {
        Self::Cut(whole.slice(..whole.len() / 2))
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match std::mem::replace(&mut *self, Self::Whole(Bytes::new())) {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Self::Cut(half) => {
                *self = Self::Flushing;
                Poll::Ready(Some(Ok(Frame::data(half))))
            }
            Self::Flushing => {
                *self = Self::Breaking;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Breaking => Poll::Ready(Some(Err(io::Error::other("cut on purpose")))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            _ => SizeHint::default(),
        }
    }
}
