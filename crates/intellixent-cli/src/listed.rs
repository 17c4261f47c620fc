//! Pages of the list of calls: what to ask for, and what is on one, each call as the server sent it.

use clap::Args;
use intellixent::{Client, builder::ListCalls, jiff::civil::Date};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use crate::{
    connect::Identity,
    outcome::{Exit, Failure},
    text,
};

/// Which calls of the list; all by default.
#[derive(Args, Clone, Debug, Default, PartialEq)]
#[command(next_help_heading = "Which calls")]
pub(crate) struct Filters {
    /// Calls with this status, such as completed or failed
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Calls of this type: inbound, outbound or web
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Calls from this date on, such as 2025-08-04
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Calls up to this date
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Calls with this phone number of the client
    #[arg(long, value_name = "NUMBER")]
    phone_number: Option<String>,
    /// Calls of this assistant
    #[arg(long, value_name = "ID")]
    assistant_id: Option<u64>,
    /// Calls of this campaign
    #[arg(long, value_name = "ID")]
    campaign_id: Option<u64>,
}

/// As many calls as a page may have.
pub(crate) const MAX_PER_PAGE: u64 = 100;

/// How large a page may be, in bytes: as many calls may have long transcripts.
pub(crate) const MAX_PAGE: u64 = 128 * 1024 * 1024;

impl Filters {
    pub(crate) fn any(&self) -> bool {
        *self != Self::default()
    }

    /// The request for a page, as the server's body.
    pub(crate) fn request(&self, client: &Client, walk: &Walk) -> ListCalls {
        let list = client.list_calls().per_page(walk.per_page).page(walk.number);
        list.status(self.status.clone())
            .type_(self.kind.clone())
            .date_from(self.from)
            .date_to(self.to)
            .phone_number(self.phone_number.clone())
            .assistant_id(self.assistant_id)
            .campaign_id(self.campaign_id)
    }
}

/// An entry of a page: a call and its id, or the error if it has none.
pub(crate) type Entry = Result<(u64, Box<RawValue>), String>;

/// A page of the list.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) entries: Vec<Entry>,
    /// How many calls there are in all, if the page says so.
    pub(crate) total: Option<u64>,
    last: Option<u64>,
}

/// Goes from page to page, and ends whatever the server answers.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    /// The page to ask for.
    pub(crate) number: u64,
    per_page: u64,
    asked: u64,
    /// The maximum number of requests: a list may grow while it is read, but not for ever.
    limit: Option<u64>,
    total: Option<u64>,
    /// The ids on the last page, and how many pages in a row had them.
    ids: (Vec<u64>, u32),
}

/// So many pages in a row with the same calls are an error of the server.
const MAX_REPEATED: u32 = 5;

impl Walk {
    pub(crate) fn new(per_page: u64) -> Self {
        Self { number: 1, per_page, asked: 0, limit: None, total: None, ids: Default::default() }
    }

    /// A failure of the current page.
    pub(crate) fn failed(&self, exit: Exit, why: &str) -> Failure {
        Failure::new(exit, format!("page {} of the list: {why}", self.number))
    }

    /// Decodes the body of the current page; the error is a sentence.
    pub(crate) fn read(&self, body: &[u8]) -> Result<Page, String> {
        #[derive(Deserialize)]
        struct Body {
            data: Vec<Box<RawValue>>,
            current_page: Option<Value>,
            last_page: Option<Value>,
            total: Option<Value>,
        }
        // PHP may encode a number as a string.
        let count = |value: Option<Value>| value.and_then(|value| text::of(&value).parse().ok());
        // A byte that is not UTF-8 must not lose the other calls.
        let body: Body =
            intellixent::from_slice(String::from_utf8_lossy(body).as_bytes()).map_err(|e| e.to_string())?;
        if count(body.current_page).is_some_and(|current| current != self.number) {
            return Err("the server answered with another page than requested".to_owned());
        }
        let entry = |(at, call): (usize, Box<RawValue>)| match serde_json::from_str::<Identity>(call.get()) {
            Ok(Identity { id }) => Ok((id, call)),
            Err(_) => Err(format!("page {} of the list: data[{at}] has no id", self.number)),
        };
        let entries = body.data.into_iter().enumerate().map(entry).collect();
        Ok(Page { entries, total: count(body.total), last: count(body.last_page) })
    }

    /// Moves to the next page; `false` if this was the last one.
    pub(crate) fn advance(&mut self, page: &Page) -> Result<bool, Failure> {
        self.asked += 1;
        // Deleted calls moved others to pages that were read before.
        let fewer = self.total.zip(page.total).map_or(0, |(before, now)| before.saturating_sub(now));
        self.total = page.total;
        let next = if fewer > 0 && self.number > 1 {
            self.number.saturating_sub(fewer.div_ceil(self.per_page)).max(1)
        } else if page.entries.is_empty() {
            return Ok(false);
        } else {
            match page.last {
                Some(last) if self.number >= last => return Ok(false),
                Some(_) => self.number + 1,
                None => return Err(self.failed(Exit::Unexpected, "it does not say which page is the last one")),
            }
        };
        let limit = *self.limit.get_or_insert(page.last.unwrap_or_default().saturating_mul(2).saturating_add(100));
        let ids: Vec<_> = page.entries.iter().flatten().map(|(id, _)| *id).collect();
        self.ids.1 = if ids == self.ids.0 { self.ids.1 + 1 } else { 1 };
        self.ids.0 = ids;
        if self.ids.1 >= MAX_REPEATED {
            return Err(self.failed(Exit::Unexpected, "it has the same calls as the pages before"));
        }
        if self.asked >= limit {
            let why = "the list does not end: it has more than twice as many pages as it had at first";
            return Err(self.failed(Exit::Unexpected, why));
        }
        self.number = next;
        Ok(true)
    }
}
