//! Lists that come page by page: one stream of pages, and one of the items on them.
//!
//! The next page is asked for while the caller works on this one: one page ahead, no more.

use std::{
    collections::{HashSet, VecDeque},
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use tokio::task::JoinHandle;

use crate::{Error, decode::Decode, request::Request, trace};

/// Items per page where the caller says nothing: the most that the API allows.
const PER_PAGE: u64 = 100;

/// A page of a list: implemented for each model that says which page it is, which is the last, and what is on it.
pub trait Page: Send + 'static {
    /// What the list is of.
    type Item: Send + 'static;

    /// Which page it says it is.
    fn current(&self) -> Option<u64>;
    /// Which page it says is the last one.
    fn last(&self) -> Option<u64>;
    /// What is on it.
    fn items(&self) -> &[Self::Item];
    /// What is on it.
    fn into_items(self) -> Vec<Self::Item>;
    /// What tells an item from the others, if it has an id.
    fn id(item: &Self::Item) -> Option<u64>;
}

/// The pages of a list, one after the other. A [`Stream`], as [`Items`] is.
///
/// It ends after the last page, after a page without items, and after an error. An error says at which page it came.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<P> {
    request: Request,
    decode: Decode<P>,
    /// The page that is being fetched.
    next: Option<Fetch<P>>,
    number: u64,
    /// The last page that may come: a list may grow while it is read, but not without end.
    limit: Option<u64>,
}

struct Fetch<P>(JoinHandle<Result<P, Error>>);

impl<P> Drop for Fetch<P> {
    fn drop(&mut self) {
        self.0.abort();
    }
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
        Self { request, decode, next: None, number, limit: None }
    }

    fn fetch(&self, number: u64) -> Fetch<P> {
        let request = self.request.clone().query::<u64, _>("page", number);
        let page = request.send(self.decode);
        Fetch(tokio::spawn(trace::in_current_span(async move { Ok(page.await?.into_inner()) })))
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As the operation itself, once: nothing comes after an error.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// What is wrong with a page, or whether another one follows it.
    fn judged(&mut self, page: &P) -> Result<bool, &'static str> {
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
        let first = self.next.is_none().then(|| self.fetch(number));
        let next = match first {
            Some(first) => self.next.insert(first),
            None => match &mut self.next {
                Some(next) => next,
                None => return Poll::Ready(None),
            },
        };
        let fetched = ready!(Pin::new(&mut next.0).poll(context));
        self.next = None;
        let page = match fetched {
            Ok(Ok(page)) => page,
            Ok(Err(error)) => {
                self.number = 0;
                return Poll::Ready(Some(Err(error.on_page(number))));
            }
            Err(stopped) => match stopped.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is shutting down.
                Err(_) => return Poll::Pending,
            },
        };
        match self.judged(&page) {
            Ok(true) => {
                self.number = number + 1;
                self.next = Some(self.fetch(number + 1));
            }
            Ok(false) => self.number = 0,
            Err(problem) => {
                self.number = 0;
                let error = Error::undocumented(problem).of(self.request.operation().id).on_page(number);
                return Poll::Ready(Some(Err(error)));
            }
        }
        Poll::Ready(Some(Ok(page)))
    }
}

/// The items of all pages of a list, each once: one that moves to a later page, because new ones came in before it, is
/// not given again. It remembers the ids for that, eight bytes each.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<P: Page> {
    pages: Pages<P>,
    ready: VecDeque<P::Item>,
    given: HashSet<u64>,
}

impl<P: Page> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl<P: Page> Items<P> {
    pub(crate) fn new(request: Request, decode: Decode<P>) -> Self {
        Self { pages: Pages::new(request, decode), ready: VecDeque::new(), given: HashSet::new() }
    }

    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As the operation itself, once: nothing comes after an error.
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
                    let Self { ready, given, .. } = &mut *self;
                    ready.extend(
                        page.into_items().into_iter().filter(|item| P::id(item).is_none_or(|id| given.insert(id))),
                    );
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
