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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_honest_name_stays() {
        let url = Url::parse("https://example.test/recordings/calls/123.mp3?signature=a/b").unwrap();
        assert_eq!(safe(&url, 1), "123.mp3");
    }

    #[test]
    fn no_url_names_another_folder() {
        let long = format!("{}.wav", "a".repeat(1000));
        for path in [
            "",
            "/",
            "/..",
            "/../../etc/passwd",
            "/%2e%2e%2fetc%2fpasswd",
            "/..%2f..%2fpasswd",
            "/a%00b",
            "/..\\..\\x",
            "/C:evil",
            "/.bashrc",
            "/-rf",
            "/%1b[2J",
            "/\u{202e}3pm.exe",
            &long,
        ] {
            let url = Url::parse(&format!("https://example.test/{path}")).unwrap();
            let name = safe(&url, 7);
            assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)), "{path}: {name}");
            assert!(!name.starts_with(['.', '-']) && !name.is_empty() && name.len() <= MAX_LENGTH, "{path}: {name}");
        }
    }
}
