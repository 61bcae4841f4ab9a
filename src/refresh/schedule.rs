//! `schedule`: timers that run a refresh every week and on the mornings on which figures usually come out. Each starts one run at a
//! time, makes up for runs that were missed while the machine slept, and needs no administrator. Times are London's, by whose clock
//! figures are published.

use crate::error::{Error, Result, on_one_line};
use crate::observation::day::MONTHS;
use crate::reference::Reference;
use crate::world::World;
use jiff::civil::{Date, Time};
use std::collections::BTreeSet;
use std::path::Path;

/// Figures are published at this time; a refresh before it finds nothing.
const PUBLISHED: Time = Time::constant(9, 30, 0, 0);

/// Publications come out on Tuesdays to Thursdays; the weekly run on Monday finds what came out on other days.
const WEEKLY: &str = "Mon";

const LONDON: &str = "Europe/London";

/// Cron itself neither keeps runs apart nor makes up for missed ones, so its lines ask the program to: nothing is done within an hour
/// of a run, and a week without one is made up for.
const APART: [&str; 2] = ["--if-older-than", "1h"];
const MISSED: [&str; 2] = ["--if-older-than", "7d"];

/// As whom a Windows task runs, and when it may: one at a time, also after its time was missed, for an hour at most.
const WINDOWS_SETTINGS: &str = r#"  <Principals>
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
  </Settings>"#;

/// A timer as it was ordered.
pub(crate) struct ScheduleOrder<'a> {
    pub(crate) scheduler: Scheduler,
    /// A time of day, such as 09:45.
    pub(crate) at: &'a str,
    /// The store that is refreshed. The log is written beside it.
    pub(crate) store: &'a Path,
    /// The refresh is to leave the figures in the program out.
    pub(crate) without_embedded: bool,
    /// The first day on which a Windows timer may start a refresh.
    pub(crate) begins: Date,
}

/// What starts programs at their time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scheduler {
    Systemd,
    Cron,
    Windows,
}

/// The text of a timer that runs a refresh from the folder in which the program was started.
///
/// # Errors
/// As [`RefreshTimer::new`].
pub(crate) fn schedule(
    world: &dyn World,
    reference: &Reference,
    order: &ScheduleOrder<'_>,
) -> Result<String> {
    let timer = RefreshTimer::new(reference, order.at)?;
    let here = world.here();
    let store = here.join(order.store);
    let log = store.parent().unwrap_or(&store).join("refresh.log");
    let mut arguments = ["refresh", "--quiet", "--log"].map(str::to_owned).to_vec();
    arguments.extend([
        log.display().to_string(),
        "--store".to_owned(),
        store.display().to_string(),
    ]);
    if order.without_embedded {
        arguments.push("--without-embedded".to_owned());
    }
    let command = TimerCommand {
        program: world.program().display().to_string(),
        arguments,
        folder: here.display().to_string(),
    };
    command.refuse_control_signs()?;
    Ok(match order.scheduler {
        Scheduler::Windows => timer.windows(&command, order.begins),
        Scheduler::Systemd => timer.systemd(&command),
        Scheduler::Cron => timer.cron(&command),
    })
}

/// What a timer starts.
struct TimerCommand {
    program: String,
    arguments: Vec<String>,
    /// The folder in which it is started.
    folder: String,
}

impl TimerCommand {
    /// A line's end in a path would begin a line of its own in the file of the timer.
    ///
    /// # Errors
    /// Usage: the path with such a sign.
    fn refuse_control_signs(&self) -> Result<()> {
        let mut paths = self.words().chain([self.folder.as_str()]);
        match paths.find(|path| path.chars().any(char::is_control)) {
            Some(path) => Err(Error::usage(format!(
                "the path “{}” holds a line’s end or another control sign",
                on_one_line(path)
            ))
            .expected("paths of printable signs, since a timer has each in a line")
            .hint("rename the folder, or name another one with --store")),
            None => Ok(()),
        }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.program)
            .chain(&self.arguments)
            .map(String::as_str)
    }
}

/// When a refresh is run.
struct RefreshTimer {
    at: Time,
    /// Months in which some publication usually comes out.
    months: BTreeSet<u8>,
}

impl RefreshTimer {
    /// A timer for a time of day such as "09:45".
    ///
    /// # Errors
    /// Usage: not a time of day, or one before figures are published.
    fn new(reference: &Reference, at: &str) -> Result<RefreshTimer> {
        let at = Time::strptime("%H:%M", at)
            .map_err(|_| time_fault(format!("“{at}” is not a time of day")))?;
        if at < PUBLISHED {
            return Err(time_fault(format!(
                "{} is before figures are published",
                at.strftime("%H:%M")
            )));
        }
        let months = reference
            .sources
            .publications()
            .filter(|publication| publication.goes_on_as.is_none())
            .filter_map(|publication| publication.month)
            .collect();
        Ok(RefreshTimer { at, months })
    }

    fn listed_months(&self, form: impl Fn(u8) -> String) -> String {
        self.months
            .iter()
            .map(|month| form(*month))
            .collect::<Vec<_>>()
            .join(",")
    }

    /// A systemd service and timer of the user, each under the name of its file.
    fn systemd(&self, command: &TimerCommand) -> String {
        let words: Vec<String> = command
            .words()
            .map(|word| systemd_quoted(&word.replace('%', "%%").replace('$', "$$")))
            .collect();
        let at = self.at.strftime("%H:%M");
        // In the value of WorkingDirectory quotation marks would be part of the path.
        let folder = command.folder.replace('%', "%%");
        let months = self.listed_months(|month| format!("{month:02}"));
        format!(
            "# ~/.config/systemd/user/yardstick-refresh.service\n\
             [Unit]\n\
             Description=Look for newly published figures of children in need and in care\n\n\
             [Service]\n\
             Type=oneshot\n\
             # A run ends by itself after two hours.\n\
             TimeoutStartSec=3h\n\
             # It reads and writes files and asks three services: nothing more is allowed.\n\
             NoNewPrivileges=yes\n\
             PrivateTmp=yes\n\
             ProtectSystem=full\n\
             ProtectKernelTunables=yes\n\
             ProtectControlGroups=yes\n\
             RestrictSUIDSGID=yes\n\
             RestrictRealtime=yes\n\
             LockPersonality=yes\n\
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

    /// Lines for a crontab. A cron that does not know `CRON_TZ` goes by its own clock, which in England is London's or, in summer, an
    /// hour later.
    fn cron(&self, command: &TimerCommand) -> String {
        let (apart, missed) = (cron_command(command, APART), cron_command(command, MISSED));
        let (minute, hour) = (self.at.minute(), self.at.hour());
        let months = self.listed_months(|month| month.to_string());
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

    fn windows_months(&self) -> String {
        self.months
            .iter()
            .filter_map(|month| MONTHS.get(usize::from(*month).checked_sub(1)?))
            .map(|month| format!("<{month} />"))
            .collect()
    }

    /// A task for Windows, to be imported in Task Scheduler or by `schtasks /Create /XML FILE /TN yardstick`. Windows shells write
    /// redirected output as UTF-16, UTF-8 or in an old code page, so the text is plain ASCII and names no encoding: that is right in
    /// each of them.
    fn windows(&self, command: &TimerCommand, begins: Date) -> String {
        let arguments: Vec<String> = command
            .arguments
            .iter()
            .map(|word| windows_quoted(word))
            .collect();
        let months = self.windows_months();
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
{WINDOWS_SETTINGS}
  <Actions Context="Author">
    <Exec>
      <Command>{}</Command>
      <Arguments>{}</Arguments>
      <WorkingDirectory>{}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"#,
            xml_escaped(&command.program),
            xml_escaped(&arguments.join(" ")),
            xml_escaped(&command.folder)
        )
        .replace('\n', "\r\n")
    }
}

fn time_fault(what: String) -> Error {
    Error::usage(what).expected("a time after 09:30, when figures are published, such as 09:45")
}

/// The command of a crontab's line.
fn cron_command(command: &TimerCommand, options: [&str; 2]) -> String {
    let words = command
        .words()
        .chain(options)
        .map(shell_quoted)
        .collect::<Vec<_>>();
    // A percent sign ends a crontab's command, even between quotation marks.
    format!(
        "cd {} && {}",
        shell_quoted(&command.folder),
        words.join(" ")
    )
    .replace('%', "\\%")
}

/// A text for XML in ASCII, valid in every encoding of the file.
fn xml_escaped(text: &str) -> String {
    let mut ascii = String::new();
    for letter in quick_xml::escape::escape(text).chars() {
        if letter.is_ascii() {
            ascii.push(letter);
        } else {
            ascii.push_str(&format!("&#{};", u32::from(letter)));
        }
    }
    ascii
}

/// Whether a word needs no quotation marks.
fn is_plain(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || "/._-:%$\\".contains(c))
}

/// A word as systemd reads it.
fn systemd_quoted(word: &str) -> String {
    let word = word.replace('\\', "\\\\");
    if is_plain(&word) {
        word
    } else {
        format!("\"{}\"", word.replace('"', "\\\""))
    }
}

/// A word as a POSIX shell reads it.
fn shell_quoted(word: &str) -> String {
    let plain = is_plain(word) && !word.contains(['$', '\\']);
    if plain {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// An argument as Windows programs read it. A backslash before the closing quotation mark is doubled: it would escape the mark.
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
    use std::collections::BTreeMap;

    #[test]
    fn words_with_spaces_stay_whole_for_each_reader() {
        assert_eq!(systemd_quoted("/opt/y s"), "\"/opt/y s\"");
        assert_eq!(shell_quoted("it's 5%"), "'it'\\''s 5%'");
        assert_eq!(windows_quoted("C:\\My Files\\"), "\"C:\\My Files\\\\\"");
        assert_eq!(windows_quoted("--quiet"), "--quiet");
        assert_eq!(windows_quoted("a\"b"), "\"a\\\"b\"");
        assert_eq!(xml_escaped("Zoë & Co"), "Zo&#235; &amp; Co");
    }

    fn timer() -> RefreshTimer {
        RefreshTimer {
            at: Time::constant(9, 45, 0, 0),
            months: [3, 11].into(),
        }
    }

    fn command(folder: &str) -> TimerCommand {
        TimerCommand {
            program: "/opt/Zoë’s 5%/yardstick".to_owned(),
            arguments: ["refresh", "--log", "/data/my store/a.log"]
                .map(str::to_owned)
                .to_vec(),
            folder: folder.to_owned(),
        }
    }

    #[test]
    fn cron_reads_percent_signs_and_never_overlaps_itself() {
        let cron = timer().cron(&command("/home/z/50% work"));
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
        let units = timer().systemd(&command("/home/z/50% $work"));
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

    /// The text of each element of a document, by the path of its name.
    fn texts_by_path(xml: &str) -> BTreeMap<String, String> {
        use quick_xml::events::Event;
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut path: Vec<_> = Vec::new();
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        loop {
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
        texts
    }

    #[test]
    fn a_windows_task_is_sound_xml_in_plain_ascii_that_reads_back_as_it_was_meant() {
        let command = TimerCommand {
            program: r"C:\Prográms & Co\yardstick.exe".to_owned(),
            arguments: ["refresh", "--store", r"D:\Mein Ördner\"]
                .map(str::to_owned)
                .to_vec(),
            folder: r"C:\Users\Zoë <work>".to_owned(),
        };
        let task = timer().windows(&command, jiff::civil::date(2026, 11, 22));
        assert!(
            task.is_ascii()
                && task.starts_with("<?xml version=\"1.0\"?>\r\n")
                && !task.contains("encoding"),
            "{task}"
        );
        let texts = texts_by_path(&task);
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
