//! Which addresses a paper links to: pages and e-mails. What an officer pastes may come from anywhere, and a link may also open a file,
//! start a program or run a script.

/// Whether a link may stand in a paper: one to a place in it, to a page of the web, or to an address of e-mail.
pub(crate) fn may_stand(link: &str) -> bool {
    let lower = link.trim().to_ascii_lowercase();
    lower.starts_with('#')
        || ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::may_stand;

    #[test]
    fn pages_and_addresses_may_stand_and_nothing_else() {
        for link in [
            "#figure-1",
            "https://a.example/b?c=d",
            "HTTP://a",
            "mailto:a@b.example",
        ] {
            assert!(may_stand(link), "{link}");
        }
        for link in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "file:///C:/x",
            r"\\server\share",
            "tel:1",
            "ms-word:ofe|u|x",
            "data:text/html,x",
            "//a.example/b",
            "page.html",
            "https:x",
            "",
        ] {
            assert!(!may_stand(link), "{link}");
        }
    }
}
