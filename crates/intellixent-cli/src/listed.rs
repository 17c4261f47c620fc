//! Pages of the list of calls: what to ask for, and what is on one, each call as the server sent it.

use clap::Args;
use intellixent::{Client, builder::ListCalls, jiff::civil::Date};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Which calls of the list. All, unless something is said.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Which calls")]
pub(crate) struct Filters {
    /// Calls in this state, such as completed or failed
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Calls that came about in this way: inbound, outbound or web
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Calls from this date on, as 2025-08-04
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Calls up to this date
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Calls with this number of the other party
    #[arg(long, value_name = "NUMBER")]
    phone_number: Option<String>,
    /// Calls that this assistant handled
    #[arg(long, value_name = "ID")]
    assistant_id: Option<u64>,
    /// Calls of this campaign
    #[arg(long, value_name = "ID")]
    campaign_id: Option<u64>,
}

/// As many calls as a page may have.
pub(crate) const PER_PAGE: u64 = 100;

impl Filters {
    pub(crate) fn any(&self) -> bool {
        let Self { status, kind, from, to, phone_number, assistant_id, campaign_id } = self;
        let texts = [status, kind, phone_number].into_iter().any(Option::is_some);
        texts || from.is_some() || to.is_some() || assistant_id.is_some() || campaign_id.is_some()
    }

    pub(crate) fn request(&self, client: &Client) -> ListCalls {
        let mut list = client.list_calls().per_page(PER_PAGE);
        if let Some(status) = &self.status {
            list = list.status(status.as_str());
        }
        if let Some(kind) = &self.kind {
            list = list.type_(kind.as_str());
        }
        if let Some(from) = self.from {
            list = list.date_from(from);
        }
        if let Some(to) = self.to {
            list = list.date_to(to);
        }
        if let Some(number) = &self.phone_number {
            list = list.phone_number(number.as_str());
        }
        if let Some(id) = self.assistant_id {
            list = list.assistant_id(id);
        }
        if let Some(id) = self.campaign_id {
            list = list.campaign_id(id);
        }
        list
    }
}

/// What is on a page.
#[derive(Debug)]
pub(crate) struct Page {
    /// Each with its id.
    pub(crate) calls: Vec<(u64, Box<RawValue>)>,
    /// How many pages and calls there are, as far as it says so.
    pub(crate) last: Option<u64>,
    pub(crate) total: Option<u64>,
}

/// Why a body is no page, in words, and whether the body is not even JSON.
pub(crate) struct NoPage {
    pub(crate) problem: String,
    pub(crate) is_html: bool,
}

impl Page {
    /// Reads the body that came for the page of that number.
    pub(crate) fn read(body: &[u8], number: u64) -> Result<Self, NoPage> {
        #[derive(Deserialize)]
        struct Body {
            data: Vec<Box<RawValue>>,
            current_page: Option<u64>,
            last_page: Option<u64>,
            total: Option<u64>,
        }
        #[derive(Deserialize)]
        struct Identity {
            id: u64,
        }

        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let is_html = body.trim_ascii_start().starts_with(b"<");
        let no_page = |problem: String| NoPage { problem, is_html };
        let page: Body = intellixent::from_slice(body).map_err(|error| no_page(error.to_string()))?;
        if page.current_page.is_some_and(|current| current != number) {
            return Err(no_page("the server answered with another page than the one asked for".to_owned()));
        }
        let call = |(at, call): (usize, Box<RawValue>)| match serde_json::from_str::<Identity>(call.get()) {
            Ok(Identity { id }) => Ok((id, call)),
            Err(_) => Err(no_page(format!("data[{at}] has no id"))),
        };
        let calls = page.data.into_iter().enumerate().map(call).collect::<Result<_, _>>()?;
        Ok(Self { calls, last: page.last_page, total: page.total })
    }

    /// Whether another page follows that of this number. `limit` is the last that may come, for a list without end.
    pub(crate) fn is_followed(&self, number: u64, limit: &mut Option<u64>) -> Result<bool, String> {
        if self.calls.is_empty() {
            return Ok(false);
        }
        let last = self.last.ok_or("the page does not say which page is the last one")?;
        let limit = *limit.get_or_insert(last.saturating_mul(2).saturating_add(100));
        if last > number && number >= limit {
            return Err("the list goes on for ever: it has more than twice the pages that it had at first".to_owned());
        }
        Ok(number < last)
    }
}
