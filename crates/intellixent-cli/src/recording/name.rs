//! A file name out of a URL that the server chose: a plain name, whatever the URL says.

use intellixent::reqwest::Url;

/// Long enough for any honest name, short enough for any file system with an ending added.
const MAX_LENGTH: usize = 100;

/// The last part of the URL's path, without anything that is more than a name; by the call's id if nothing is left.
pub(crate) fn safe(url: &Url, id: u64) -> String {
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String = last.chars().map(plain).collect();
    // A dot or a hyphen at the start hides a file or makes it look like an option.
    let name = name.trim_start_matches(['.', '-', '_']).trim_end_matches('.');
    // Of a long name the end counts: it has the kind of the file.
    let name = &name[name.len().saturating_sub(MAX_LENGTH)..];
    let name = name.trim_start_matches(['.', '-', '_']);
    if name.is_empty() { format!("call-{id}") } else { name.to_owned() }
}
