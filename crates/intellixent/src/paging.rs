//! Paginated lists: a stream of pages, and a stream of their items.
//!
//! The next page is fetched while the caller works on the current one, and no further ahead.

use std::{
    collections::{HashSet, VecDeque},
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use tokio::task::JoinSet;

use crate::{
    Error,
    decode::{Decode, DecodeError},
    request::Request,
    trace,
};

/// Items per page, unless the caller sets it: the maximum of the API.
const PER_PAGE: u64 = 100;

/// A page of a list: implemented for each model with a current page, a last page and items.
pub trait Page: Send + 'static {
    /// The type of the items.
    type Item: Send + 'static;

    /// The number of this page.
    fn current(&self) -> Option<u64>;
    /// The number of the last page.
    fn last(&self) -> Option<u64>;
    /// The items on this page.
    fn items(&self) -> &[Self::Item];
    /// The items on this page.
    fn into_items(self) -> Vec<Self::Item>;
    /// The id of an item, if it has one.
    fn id(item: &Self::Item) -> Option<u64>;
}

/// The pages of a list, in order: a [`Stream`].
///
/// It ends after the last page, after a page without items, and after an error. The error has the number of its page.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<P> {
    request: Request,
    decode: Decode<P>,
    /// The page that is being fetched, if there is one. Dropping it ends the request.
    next: JoinSet<Result<P, Error>>,
    number: u64,
    /// The last page that is fetched: a list may grow while it is read, but not for ever.
    limit: Option<u64>,
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("request", &self.request).field("page", &self.number).finish_non_exhaustive()
    }
}

impl<P: Page> Pages<P> {
    pub(crate) fn new(request: Request, decode: Decode<P>) -> Self {
        let number = request.query_value("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        let request = match request.query_value("per_page") {
            Some(_) => request,
            None => request.query::<u64, _>("per_page", PER_PAGE),
        };
        Self { request, decode, next: JoinSet::new(), number, limit: None }
    }

    fn fetch(&mut self, number: u64) {
        let request = self.request.clone().query::<u64, _>("page", number);
        let page = request.send(self.decode);
        self.next.spawn(trace::in_current_span(async move { Ok(page.await?.into_inner()) }));
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As the operation itself. After an error, the stream ends.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// Whether another page follows this one, or what is wrong with it.
    fn has_next(&mut self, page: &P) -> Result<bool, &'static str> {
        let number = self.number;
        if page.current().is_some_and(|current| current != number) {
            return Err("the server returned another page than requested");
        }
        if page.items().is_empty() {
            return Ok(false);
        }
        let last = page.last().ok_or("the page does not give the number of the last page")?;
        let limit = *self.limit.get_or_insert(last.saturating_mul(2).saturating_add(100));
        if last > number && number >= limit {
            return Err("the list does not end: it has more than twice as many pages as at first");
        }
        Ok(number < last)
    }
}

impl<P> Unpin for Pages<P> {}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let number = self.number;
        if number == 0 {
            return Poll::Ready(None);
        }
        if self.next.is_empty() {
            self.fetch(number);
        }
        let Some(fetched) = ready!(self.next.poll_join_next(context)) else { return Poll::Ready(None) };
        let page = match fetched {
            Ok(Ok(page)) => page,
            Ok(Err(error)) => {
                self.number = 0;
                return Poll::Ready(Some(Err(error.with(|error| error.page = Some(number)))));
            }
            Err(stopped) => match stopped.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is shutting down.
                Err(_) => return Poll::Pending,
            },
        };
        match self.has_next(&page) {
            Ok(true) => {
                self.number = number + 1;
                self.fetch(number + 1);
            }
            Ok(false) => self.number = 0,
            Err(problem) => {
                self.number = 0;
                let error = Error::from(DecodeError::of_body(problem.to_owned()));
                let operation = self.request.operation().id;
                return Poll::Ready(Some(Err(error.with(|error| {
                    error.operation = Some(operation);
                    error.page = Some(number);
                }))));
            }
        }
        Poll::Ready(Some(Ok(page)))
    }
}

/// The items of all pages of a list: a [`Stream`]. An item that moves to a later page, because new items arrive while the
/// list is read, is returned once; for that, the stream keeps the ids, 8 bytes each.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<P: Page> {
    pages: Pages<P>,
    ready: VecDeque<P::Item>,
    returned: HashSet<u64>,
}

impl<P: Page> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl<P: Page> Items<P> {
    pub(crate) fn new(request: Request, decode: Decode<P>) -> Self {
        Self { pages: Pages::new(request, decode), ready: VecDeque::new(), returned: HashSet::new() }
    }

    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As the operation itself. After an error, the stream ends.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl<P: Page> Unpin for Items<P> {}

impl<P: Page> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => {
                    let Self { ready, returned, .. } = &mut *self;
                    ready.extend(
                        page.into_items().into_iter().filter(|item| P::id(item).is_none_or(|id| returned.insert(id))),
                    );
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
