//! Days for a calendar program, after RFC 5545: all-day events that keep their identity from one export to the next, lines of at
//! most 75 bytes, each ended by carriage return and line feed.

use jiff::civil::Date;

/// Bytes of a line without its end.
const LONGEST: usize = 75;

/// An event of whole days.
pub(crate) struct CalendarEvent {
    /// The same for the same event whenever it is written, so that a program moves it and does not double it.
    pub(crate) uid: String,
    pub(crate) first: Date,
    /// The first day after it.
    pub(crate) end: Date,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) categories: Vec<String>,
    /// Whether the day is certain.
    pub(crate) confirmed: bool,
}

/// The calendar, as known on a day.
pub(crate) fn write(name: &str, known_on: Date, events: &[CalendarEvent]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| push_folded(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(concat!(
        "PRODID:-//yardstick//yardstick ",
        env!("CARGO_PKG_VERSION"),
        "//EN"
    ));
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@yardstick.invalid", event.uid));
        line(&format!("DTSTAMP:{}T000000Z", known_on.strftime("%Y%m%d")));
        line(&format!(
            "DTSTART;VALUE=DATE:{}",
            event.first.strftime("%Y%m%d")
        ));
        line(&format!(
            "DTEND;VALUE=DATE:{}",
            event.end.strftime("%Y%m%d")
        ));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        if !event.categories.is_empty() {
            let all: Vec<String> = event
                .categories
                .iter()
                .map(|category| escaped(category))
                .collect();
            line(&format!("CATEGORIES:{}", all.join(",")));
        }
        line(if event.confirmed {
            "STATUS:CONFIRMED"
        } else {
            "STATUS:TENTATIVE"
        });
        // Nobody is busy because something is published.
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// A long line goes on after a space; no letter is cut in two.
fn push_folded(out: &mut String, text: &str) {
    let mut length = 0;
    for letter in text.chars() {
        if length + letter.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lines_are_folded_escaped_and_ended_as_the_standard_says() {
        let event = CalendarEvent {
            uid: "a-2026".to_owned(),
            first: date(2026, 11, 1),
            end: date(2026, 12, 1),
            summary: "Children’s; one, two \\ three".to_owned(),
            description: "é".repeat(100),
            categories: vec!["Looked after".to_owned(), "Care, leavers".to_owned()],
            confirmed: false,
        };
        let text = write("Due", date(2026, 11, 22), &[event]);
        assert!(
            text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n'])
        );
        assert!(
            text.split("\r\n").all(|line| line.len() <= LONGEST),
            "{text}"
        );
        let unfolded = text.replace("\r\n ", "");
        assert!(
            unfolded.contains("SUMMARY:Children’s\\; one\\, two \\\\ three\r\n"),
            "{unfolded}"
        );
        assert!(unfolded.contains(&format!("DESCRIPTION:{}\r\n", "é".repeat(100))));
        assert!(unfolded.contains("CATEGORIES:Looked after,Care\\, leavers\r\n"));
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:20261201\r\n"));
    }
}
