//! Where a server may send a question on to: to the hosts that were named for it, and never from HTTPS down to HTTP. A proxy or a
//! hijacked name could otherwise lead a refresh to any machine.

/// How often one question is sent on.
pub(super) const MOST: usize = 5;

/// Whether a status sends on.
pub(super) fn sends_on(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The address to which a question is sent on. `hosts` are those that it may go to beside its own; one that begins with a dot stands for
/// all names that end so.
///
/// # Errors
/// It may not go there, or that is no address; in words.
pub(super) fn next_address(from: &str, to: &str, hosts: &[String]) -> Result<String, String> {
    let (scheme, own) = parts(from).ok_or_else(|| format!("“{from}” is no address"))?;
    let address = if to.starts_with("//") {
        format!("{scheme}:{to}")
    } else if to.starts_with('/') {
        let (begins, _) = split(from);
        format!("{begins}{to}")
    } else {
        to.to_owned()
    };
    let (scheme_then, host) =
        parts(&address).ok_or_else(|| format!("it sends on to “{to}”, which is no address"))?;
    if scheme == "https" && scheme_then != "https" {
        return Err(format!("it sends on to {address}, which is not encrypted"));
    }
    if host != own && !is_of(&host, hosts) {
        return Err(format!(
            "it sends on to {host}, which is none of the hosts that files come from"
        ));
    }
    Ok(address)
}

/// Whether a host is among those named.
pub(crate) fn is_of(host: &str, hosts: &[String]) -> bool {
    hosts
        .iter()
        .any(|named| named == host || (named.starts_with('.') && host.ends_with(named.as_str())))
}

/// The host of an address in small letters, without its port and without a user's name; none where it is no address of the web.
pub(crate) fn host_of(address: &str) -> Option<String> {
    parts(address).map(|(_, host)| host)
}

fn parts(address: &str) -> Option<(&'static str, String)> {
    let lower = address.to_ascii_lowercase();
    let scheme = ["https", "http"]
        .into_iter()
        .find(|scheme| lower.starts_with(&format!("{scheme}://")))?;
    let rest = lower.get(scheme.len() + 3..)?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    // An address of six groups stands in brackets.
    let host = match host.strip_prefix('[') {
        Some(inside) => inside.split(']').next()?,
        None => host.split(':').next()?,
    };
    (!host.is_empty() && !host.contains(char::is_whitespace)).then(|| (scheme, host.to_owned()))
}

/// An address up to its path, and the path.
fn split(address: &str) -> (&str, &str) {
    let begins = address.find("://").map_or(0, |at| at + 3);
    let rest = address.get(begins..).unwrap_or_default();
    let path = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    address.split_at(begins + path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_sent_on_to_named_hosts_alone_and_never_in_the_clear() {
        let hosts = [".service.gov.uk".to_owned(), "www.gov.uk".to_owned()];
        let from = "https://content.service.gov.uk/api/files?x=1";
        for (to, expected) in [
            ("/other", Some("https://content.service.gov.uk/other")),
            (
                "//assets.service.gov.uk/a",
                Some("https://assets.service.gov.uk/a"),
            ),
            ("https://www.gov.uk:443/a", Some("https://www.gov.uk:443/a")),
            ("http://content.service.gov.uk/api", None),
            ("https://service.gov.uk.example/a", None),
            ("https://content.service.gov.uk@example.org/a", None),
            ("https://example.org\\@www.gov.uk/", None),
            ("file:///etc/passwd", None),
            ("other", None),
        ] {
            let next = next_address(from, to, &hosts);
            assert_eq!(next.as_deref().ok(), expected, "{to}: {next:?}");
        }
        // What began in the clear may stay so: a stand-in on this machine.
        assert!(next_address("http://127.0.0.1:80/a", "http://127.0.0.1:81/b", &[]).is_ok());
    }
}
