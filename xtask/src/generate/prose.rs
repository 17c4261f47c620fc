//! What the document says in words, as Rust's documentation takes it.
//!
//! A description is Markdown for any reader. To rustdoc, code is a test, a word in brackets is a link to an item, and an
//! angle bracket starts HTML.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};
use pulldown_cmark_to_cmark::cmark;

/// The same text with the same look, which neither rustdoc nor clippy has anything against.
pub(crate) fn markdown(text: &str) -> String {
    let (mut events, mut in_code, mut in_link) = (Vec::new(), false, false);
    let text = text.trim().replace(turns, "").replace('\t', "    ");
    let html_is_text = Parser::new_ext(&text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        event => event,
    });
    for event in TextMergeStream::new(html_is_text) {
        match event {
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            // Whatever the language is, it is no test.
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into()))));
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                events.push(Event::End(TagEnd::CodeBlock));
            }
            // A link to a place in this document would be one to an item of the crate.
            Event::Start(Tag::Link { dest_url, title, id, .. }) => {
                in_link = dest_url.contains("://");
                if in_link {
                    events.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if std::mem::take(&mut in_link) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Text(text) if !in_code => plain(&text, !in_link, &mut events),
            event => events.push(event),
        }
    }
    let mut markdown = String::new();
    // Nothing fails that is written to a string.
    let _ = cmark(events.iter(), &mut markdown);
    markdown
}

/// Whether a character turns the direction of the text after it, so that code could look like what it is not.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text that is no link yet, with an event for each character that would be Markdown: so it is escaped.
fn plain(text: &str, links: bool, events: &mut Vec<Event<'_>>) {
    let start = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min().filter(|_| links);
    let (before, rest) = text.split_at(start.unwrap_or(text.len()));
    let mut from = 0;
    let special = before.char_indices().filter(|(_, c)| "[]<>`*\\|".contains(*c)).map(|(at, _)| at);
    for to in special.chain([before.len()]) {
        if from < to {
            events.push(Event::Text(before[from..to].to_owned().into()));
        }
        from = to;
    }
    if rest.is_empty() {
        return;
    }
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"`[](){}|\\".contains(c)).unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    let dest_url = CowStr::from(url.to_owned());
    let (title, id) = (CowStr::from(""), CowStr::from(""));
    events.push(Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url: dest_url.clone(), title, id }));
    events.push(Event::Text(dest_url));
    events.push(Event::End(TagEnd::Link));
    plain(&rest[url.len()..], links, events);
}
