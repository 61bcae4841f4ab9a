//! `schedule`: timers that run a refresh every week and on the mornings on which figures usually come out. Each starts one run at a
//! time and catches up after the machine slept; none needs an administrator.

use crate::error::{Error, Result};
use crate::reference::Reference;
use jiff::civil::Time;
use std::collections::BTreeSet;

/// Figures are published at this time; before it a refresh finds nothing.
const PUBLISHED: Time = Time::constant(9, 30, 0, 0);

/// Publications come out on Tuesdays to Thursdays; Monday is the weekly run, which catches what came out of turn.
const WEEKLY: &str = "Mon";

/// When to run.
pub(crate) struct Plan {
    pub(crate) at: Time,
    /// Months in which some publication usually comes out.
    pub(crate) months: BTreeSet<u8>,
}

/// # Errors
/// Not a time of day, or one before figures are published.
pub(crate) fn plan(reference: &Reference, at: &str) -> Result<Plan> {
    let fault = |what: String| Error::usage(what).expected("a time after 09:30, when figures are published, such as 09:45");
    let at = Time::strptime("%H:%M", at).map_err(|_| fault(format!("“{at}” is not a time of day")))?;
    if at < PUBLISHED {
        return Err(fault(format!("{} is before figures are published", at.strftime("%H:%M"))));
    }
    let months = reference.sources.publications().filter_map(|publication| publication.month).collect();
    Ok(Plan { at, months })
}

impl Plan {
    fn listed(&self, form: impl Fn(u8) -> String) -> String {
        self.months.iter().map(|month| form(*month)).collect::<Vec<_>>().join(",")
    }

    /// A user's service and timer, each under the name of its file.
    pub(crate) fn systemd(&self, command: &[String], folder: &str) -> String {
        let words: Vec<String> = command.iter().map(|word| quoted(&word.replace('%', "%%").replace('$', "$$"))).collect();
        let at = self.at.strftime("%H:%M");
        // Of this key quotation marks would be part of the path.
        let folder = folder.replace('%', "%%");
        let months = self.listed(|month| format!("{month:02}"));
        format!(
            "# ~/.config/systemd/user/yardstick-refresh.service\n\
             [Unit]\n\
             Description=Look for newly published children’s services figures\n\n\
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
             OnCalendar={WEEKLY} *-*-* {at}:00\n\
             OnCalendar=Tue..Thu *-{months}-* {at}:00\n\
             Persistent=true\n\
             RandomizedDelaySec=5m\n\n\
             [Install]\n\
             WantedBy=timers.target\n\n\
             # Then: systemctl --user daemon-reload && systemctl --user enable --now yardstick-refresh.timer\n",
            words.join(" ")
        )
    }

    /// Lines for a crontab. The store's lock keeps two runs apart; the run at the machine's start catches up.
    pub(crate) fn cron(&self, command: &[String], folder: &str) -> String {
        // A percent sign ends a crontab's command.
        let words: Vec<String> = command.iter().map(|word| shell(word).replace('%', "\\%")).collect();
        let command = format!("cd {} && {}", shell(folder).replace('%', "\\%"), words.join(" "));
        let (minute, hour) = (self.at.minute(), self.at.hour());
        let months = self.listed(|month| month.to_string());
        format!(
            "# Every Monday, and on mornings when figures are published. Add with: crontab -e\n\
             {minute} {hour} * * 1 {command}\n\
             {minute} {hour} * {months} 2-4 {command}\n\
             @reboot {command}\n"
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
        let name = |month: &u8| MONTHS.get(usize::from(*month).saturating_sub(1)).copied().unwrap_or_default();
        self.months.iter().map(|month| format!("<{} />", name(month))).collect()
    }

    /// A task for Windows (plain ASCII but for paths, since shells there change the encoding of what is redirected), to be imported in Task
    /// Scheduler or by `schtasks /Create /XML FILE /TN yardstick`.
    pub(crate) fn windows(&self, command: &[String], folder: &str, begins: jiff::civil::Date) -> String {
        let [program, arguments @ ..] = command else { return String::new() };
        let escaped = |text: &str| quick_xml::escape::escape(text).into_owned();
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

fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "/._-:%$\\".contains(c))
}

/// As systemd reads a word.
fn quoted(word: &str) -> String {
    let word = word.replace('\\', "\\\\");
    if is_plain(&word) { word } else { format!("\"{}\"", word.replace('"', "\\\"")) }
}

/// As a POSIX shell reads a word.
fn shell(word: &str) -> String {
    let plain = is_plain(word) && !word.contains(['$', '\\']);
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
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
    }
}
