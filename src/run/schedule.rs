//! `schedule`: timers that run a refresh every week and on the mornings on which figures usually come out. Each starts one run at a
//! time and catches up after the machine slept; none needs an administrator. Times are London's: figures are published by its clock.

use crate::error::{Error, Result};
use crate::reference::Reference;
use jiff::civil::Time;
use std::collections::BTreeSet;

/// Figures are published at this time; before it a refresh finds nothing.
const PUBLISHED: Time = Time::constant(9, 30, 0, 0);

/// Publications come out on Tuesdays to Thursdays; Monday is the weekly run, which catches what came out of turn.
const WEEKLY: &str = "Mon";

const LONDON: &str = "Europe/London";

/// What cron's lines ask, since cron itself neither keeps runs apart nor catches up: nothing is done within an hour of a run, and a
/// week without one is made up for.
const APART: [&str; 2] = ["--if-older-than", "1h"];
const MISSED: [&str; 2] = ["--if-older-than", "7d"];

/// When to run.
pub(crate) struct Plan {
    pub(crate) at: Time,
    /// Months in which some publication usually comes out.
    pub(crate) months: BTreeSet<u8>,
}

/// # Errors
/// Not a time of day, or one before figures are published.
pub(crate) fn plan(reference: &Reference, at: &str) -> Result<Plan> {
    let fault = |what: String| {
        Error::usage(what).expected("a time after 09:30, when figures are published, such as 09:45")
    };
    let at =
        Time::strptime("%H:%M", at).map_err(|_| fault(format!("“{at}” is not a time of day")))?;
    if at < PUBLISHED {
        return Err(fault(format!(
            "{} is before figures are published",
            at.strftime("%H:%M")
        )));
    }
    let months = reference
        .sources
        .publications()
        .filter(|p| p.goes_on_as.is_none())
        .filter_map(|publication| publication.month)
        .collect();
    Ok(Plan { at, months })
}

impl Plan {
    fn listed(&self, form: impl Fn(u8) -> String) -> String {
        self.months
            .iter()
            .map(|month| form(*month))
            .collect::<Vec<_>>()
            .join(",")
    }

    /// A user's service and timer, each under the name of its file.
    pub(crate) fn systemd(&self, command: &[String], folder: &str) -> String {
        let words: Vec<String> = command
            .iter()
            .map(|word| quoted(&word.replace('%', "%%").replace('$', "$$")))
            .collect();
        let at = self.at.strftime("%H:%M");
        // Of this key quotation marks would be part of the path.
        let folder = folder.replace('%', "%%");
        let months = self.listed(|month| format!("{month:02}"));
        format!(
            "# ~/.config/systemd/user/yardstick-refresh.service\n\
             [Unit]\n\
             Description=Look for newly published figures of children in need and in care\n\n\
             [Service]\n\
             Type=oneshot\n\
             WorkingDirectory={folder}\n\
             ExecStart={}\n\
             # 10: new figures were taken in.\n\
             SuccessExitStatus=10\n\n\
             # ~/.config/systemd/user/yardstick-refresh.timer\n\
             [Unit]\n\
             Description=Every Monday, and on mornings when figures are published\n\n\
             [Timer]\n\
             OnCalendar={WEEKLY} *-*-* {at}:00 {LONDON}\n\
             OnCalendar=Tue..Thu *-{months}-* {at}:00 {LONDON}\n\
             # What was missed while the machine slept is caught up with.\n\
             Persistent=true\n\
             RandomizedDelaySec=5m\n\n\
             [Install]\n\
             WantedBy=timers.target\n\n\
             # Then: systemctl --user daemon-reload && systemctl --user enable --now yardstick-refresh.timer\n",
            words.join(" ")
        )
    }

    /// Lines for a crontab. Where it knows no `CRON_TZ` its own clock counts, which in England is London's or, in summer, an hour later.
    pub(crate) fn cron(&self, command: &[String], folder: &str) -> String {
        // A percent sign ends a crontab's command, even between quotation marks.
        let percent = |text: &str| text.replace('%', "\\%");
        let line = |more: [&str; 2]| {
            let words = command
                .iter()
                .map(String::as_str)
                .chain(more)
                .map(shell)
                .collect::<Vec<_>>();
            percent(&format!("cd {} && {}", shell(folder), words.join(" ")))
        };
        let (apart, missed) = (line(APART), line(MISSED));
        let (minute, hour) = (self.at.minute(), self.at.hour());
        let months = self.listed(|month| month.to_string());
        format!(
            "# Every Monday, and on mornings when figures are published. Add with: crontab -e\n\
             # Cron knows nothing of your session’s proxy: where one is needed, yardstick.toml names it.\n\
             CRON_TZ={LONDON}\n\
             {minute} {hour} * * 1 {apart}\n\
             {minute} {hour} * {months} 2-4 {apart}\n\
             # A week without a run is made up for at the machine’s start, or within the hour after it woke.\n\
             @reboot {missed}\n\
             20 * * * * {missed}\n"
        )
    }

    /// Months as Task Scheduler names them.
    fn named_months(&self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let name = |month: &u8| {
            MONTHS
                .get(usize::from(*month).saturating_sub(1))
                .copied()
                .unwrap_or_default()
        };
        self.months
            .iter()
            .map(|month| format!("<{} />", name(month)))
            .collect()
    }

    /// A task for Windows, to be imported in Task Scheduler or by `schtasks /Create /XML FILE /TN yardstick`. Shells there write what is
    /// redirected as UTF-16, UTF-8 or in an old code page: so it is plain ASCII and names no encoding, which is right in each.
    pub(crate) fn windows(
        &self,
        command: &[String],
        folder: &str,
        begins: jiff::civil::Date,
    ) -> String {
        let [program, arguments @ ..] = command else {
            return String::new();
        };
        let arguments: Vec<String> = arguments.iter().map(|word| windows_quoted(word)).collect();
        let months = self.named_months();
        let start = format!("{begins}T{}:00", self.at.strftime("%H:%M"));
        format!(
            r#"<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Looks for newly published figures of children in care and in need every Monday, and on mornings when figures are published.</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{start}</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByWeek>
        <DaysOfWeek><Monday /></DaysOfWeek>
        <WeeksInterval>1</WeeksInterval>
      </ScheduleByWeek>
    </CalendarTrigger>
    <CalendarTrigger>
      <StartBoundary>{start}</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByMonthDayOfWeek>
        <Weeks><Week>1</Week><Week>2</Week><Week>3</Week><Week>4</Week><Week>Last</Week></Weeks>
        <DaysOfWeek><Tuesday /><Wednesday /><Thursday /></DaysOfWeek>
        <Months>{months}</Months>
      </ScheduleByMonthDayOfWeek>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{}</Command>
      <Arguments>{}</Arguments>
      <WorkingDirectory>{}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"#,
            escaped(program),
            escaped(&arguments.join(" ")),
            escaped(folder)
        )
        .replace('\n', "\r\n")
    }
}

/// As XML reads it, whatever the encoding of the file.
fn escaped(text: &str) -> String {
    let mut ascii = String::new();
    for letter in quick_xml::escape::escape(text).chars() {
        match letter.is_ascii() {
            true => ascii.push(letter),
            false => ascii.push_str(&format!("&#{};", u32::from(letter))),
        }
    }
    ascii
}

fn is_plain(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || "/._-:%$\\".contains(c))
}

/// As systemd reads a word.
fn quoted(word: &str) -> String {
    let word = word.replace('\\', "\\\\");
    if is_plain(&word) {
        word
    } else {
        format!("\"{}\"", word.replace('"', "\\\""))
    }
}

/// As a POSIX shell reads a word.
fn shell(word: &str) -> String {
    let plain = is_plain(word) && !word.contains(['$', '\\']);
    if plain {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// As Windows programs read an argument; a folder's last backslash would swallow the quotation mark.
fn windows_quoted(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '"']) {
        return word.to_owned();
    }
    let end = word.len() - word.trim_end_matches('\\').len();
    format!("\"{}{}\"", word.replace('"', "\\\""), "\\".repeat(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_spaces_stay_whole_for_each_reader() {
        assert_eq!(quoted("/opt/y s"), "\"/opt/y s\"");
        assert_eq!(shell("it's 5%"), "'it'\\''s 5%'");
        assert_eq!(windows_quoted("C:\\My Files\\"), "\"C:\\My Files\\\\\"");
        assert_eq!(windows_quoted("--quiet"), "--quiet");
        assert_eq!(windows_quoted("a\"b"), "\"a\\\"b\"");
        assert_eq!(escaped("Zoë & Co"), "Zo&#235; &amp; Co");
    }

    fn plan() -> Plan {
        Plan {
            at: Time::constant(9, 45, 0, 0),
            months: [3, 11].into(),
        }
    }

    fn command() -> Vec<String> {
        [
            "/opt/Zoë’s 5%/yardstick",
            "refresh",
            "--log",
            "/data/my store/a.log",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[test]
    fn cron_reads_percent_signs_and_never_overlaps_itself() {
        let cron = plan().cron(&command(), "/home/z/50% work");
        let lines: Vec<&str> = cron
            .lines()
            .filter(|line| {
                line.contains("yardstick refresh") || line.contains("yardstick' refresh")
            })
            .collect();
        let [weekly, mornings, reboot, hourly] = lines[..] else {
            panic!("{cron}")
        };
        assert!(weekly.starts_with(
            "45 9 * * 1 cd '/home/z/50\\% work' && '/opt/Zoë’s 5\\%/yardstick' refresh --log '/data/my store/a.log'"
        ));
        assert!(mornings.starts_with("45 9 * 3,11 2-4 cd "), "{mornings}");
        assert!(
            reboot.starts_with("@reboot cd ") && hourly.starts_with("20 * * * * cd "),
            "{cron}"
        );
        assert!(
            lines
                .iter()
                .all(|line| line.contains(" --if-older-than ")
                    && !line.replace("\\%", "").contains('%')),
            "{cron}"
        );
    }

    #[test]
    fn systemd_reads_specifiers_and_london_s_clock() {
        let units = plan().systemd(&command(), "/home/z/50% $work");
        assert!(
            units.contains(
                "ExecStart=\"/opt/Zoë’s 5%%/yardstick\" refresh --log \"/data/my store/a.log\"\n"
            ),
            "{units}"
        );
        assert!(
            units.contains("WorkingDirectory=/home/z/50%% $work\n"),
            "{units}"
        );
        assert!(
            units.contains("OnCalendar=Tue..Thu *-03,11-* 09:45:00 Europe/London\n"),
            "{units}"
        );
    }

    #[test]
    fn a_windows_task_is_sound_xml_in_plain_ascii_that_reads_back_as_it_was_meant() {
        let command = [
            r"C:\Prográms & Co\yardstick.exe",
            "refresh",
            "--store",
            r"D:\Mein Ördner\",
        ]
        .map(str::to_owned);
        let task = plan().windows(
            &command,
            r"C:\Users\Zoë <work>",
            jiff::civil::date(2026, 11, 22),
        );
        assert!(
            task.is_ascii()
                && task.starts_with("<?xml version=\"1.0\"?>\r\n")
                && !task.contains("encoding"),
            "{task}"
        );
        let mut reader = quick_xml::Reader::from_str(&task);
        let (mut path, mut texts) = (
            Vec::new(),
            std::collections::BTreeMap::<String, String>::new(),
        );
        loop {
            use quick_xml::events::Event;
            match reader.read_event().expect("sound XML") {
                Event::Start(tag) => path.push(tag.name().as_ref().to_owned()),
                Event::End(_) => drop(path.pop()),
                Event::Text(text) => texts
                    .entry(path.join("/"))
                    .or_default()
                    .push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let name = entity.as_ref().to_owned();
                    let letter = entity
                        .resolve_char_ref()
                        .expect("a number")
                        .map(String::from);
                    let letter = letter.or_else(|| {
                        quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
                    });
                    texts
                        .entry(path.join("/"))
                        .or_default()
                        .push_str(&letter.expect("a known entity"));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let text = |name: &str| {
            texts
                .get(&format!("Task/{name}"))
                .map(String::as_str)
                .unwrap_or_default()
        };
        assert_eq!(
            text("Actions/Exec/Command"),
            r"C:\Prográms & Co\yardstick.exe"
        );
        assert_eq!(
            text("Actions/Exec/Arguments"),
            "refresh --store \"D:\\Mein Ördner\\\\\""
        );
        assert_eq!(
            text("Actions/Exec/WorkingDirectory"),
            r"C:\Users\Zoë <work>"
        );
        assert_eq!(text("Principals/Principal/LogonType"), "InteractiveToken");
        assert_eq!(
            text("Triggers/CalendarTrigger/StartBoundary").get(..19),
            Some("2026-11-22T09:45:00")
        );
    }
}
