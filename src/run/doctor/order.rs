//! Everything that is checked, in the order in which it is reported: the machine, the way to the services, the settings file.

use super::network::{network, not_asked};
use super::{DoctorCheck, machine, proxy};
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::inputs::load::{self, Stored};
use crate::inputs::named;
use crate::reference::Reference;
use crate::refresh::routes::{RefreshSettings, Routes};
use crate::run::outputs::OutputSetting;
use crate::world::World;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// What to look at.
pub(crate) struct DoctorOrder<'a> {
    /// The store, if the machine says where it would lie.
    pub(crate) stored: Option<&'a Stored>,
    pub(crate) today: Date,
    /// Whether the services are asked.
    pub(crate) offline: bool,
    pub(crate) settings: SettingsContent<'a>,
}

/// What the settings file says.
pub(crate) struct SettingsContent<'a> {
    /// The authority that commands are about when none is named.
    pub(crate) home: Option<&'a str>,
    pub(crate) refresh: &'a RefreshSettings,
    pub(crate) outputs: &'a [OutputSetting],
    /// Why it could not be read; nothing is set then.
    pub(crate) fault: Option<&'a Error>,
    /// The settings files that were found, the nearest first.
    pub(crate) sources: &'a [SettingsSource],
}

/// A settings file that was found.
pub(crate) struct SettingsSource {
    /// Its path in full.
    full: PathBuf,
    /// As messages name it.
    pub(crate) shown: PathBuf,
    /// The keys that are taken from it.
    pub(crate) keys: Vec<String>,
    /// The keys that it sets and a nearer file too, or that belong to the store of another file.
    pub(crate) unused: Vec<String>,
    /// It belongs to somebody else, and nothing is taken from it.
    is_passed_over: bool,
}

impl SettingsSource {
    pub(crate) fn read(full: PathBuf, shown: PathBuf, keys: Vec<String>) -> SettingsSource {
        SettingsSource {
            full,
            shown,
            keys,
            unused: Vec::new(),
            is_passed_over: false,
        }
    }

    /// A file above that belongs to somebody else.
    pub(crate) fn passed_over(full: PathBuf) -> SettingsSource {
        SettingsSource {
            shown: full.clone(),
            is_passed_over: true,
            ..SettingsSource::read(full, PathBuf::new(), Vec::new())
        }
    }

    /// What every command has to say of it.
    pub(crate) fn note(&self) -> Option<String> {
        let full = self.full.display();
        self.is_passed_over
            .then(|| format!("{full} belongs to somebody else, and nothing is taken from it"))
    }

    fn check(&self) -> DoctorCheck {
        if let Some(note) = self.note() {
            let next = "copy what you need of it into yardstick.toml in this folder";
            return DoctorCheck::warning(SETTINGS, note, next);
        }
        let full = self.full.display();
        let keys = match self.keys.as_slice() {
            [] => "nothing is taken from it".to_owned(),
            keys => keys.join(", "),
        };
        let unused = match self.unused.as_slice() {
            [] => String::new(),
            unused => format!("; set nearer, or for another store: {}", unused.join(", ")),
        };
        DoctorCheck::ok(SETTINGS, format!("{full}: {keys}{unused}"))
    }
}

const SETTINGS: &str = "settings";

/// Looks at everything. Nothing is changed.
///
/// # Errors
/// What is compiled in is damaged.
pub(crate) fn examine(
    world: &dyn World,
    reference: &Reference,
    order: &DoctorOrder<'_>,
    messages: &dyn Messages,
) -> Result<Vec<DoctorCheck>> {
    let settings = &order.settings;
    let mut found = machine(world, reference, order.stored, order.today)?;
    let service = Routes::read(settings.refresh).map(|routes| routes.service);
    found.push(match &service {
        Ok(service) => proxy(world, service.proxy.as_deref()),
        Err(fault) => DoctorCheck::error("proxy", fault),
    });
    match &service {
        Ok(service) if !order.offline => found.extend(network(world, service)),
        _ => found.push(not_asked()),
    }
    let folders = &settings.refresh.drop;
    found.extend(folders.iter().map(|folder| drop_folder(world, folder)));
    found.push(settings_file(reference, settings));
    found.extend(settings.sources.iter().map(SettingsSource::check));
    if settings.sources.is_empty() && settings.fault.is_none() {
        found.push(no_settings(world));
    }
    for output in settings.outputs {
        let name = format!("output {}", output.name());
        let sound = try_output(world, reference, output, settings.home, messages);
        found.push(match sound {
            Ok(()) => DoctorCheck::ok(&name, "its definition, template and files read"),
            Err(fault) => DoctorCheck::error(&name, &fault),
        });
    }
    Ok(found)
}

fn drop_folder(world: &dyn World, folder: &Path) -> DoctorCheck {
    let shown = folder.display();
    match world.list(folder) {
        Ok(Some(files)) => {
            DoctorCheck::ok("drop folder", format!("{shown}: {} files", files.len()))
        }
        _ => DoctorCheck::fault(
            "drop folder",
            format!("{shown} is not there"),
            "make it, or correct drop under [refresh] in yardstick.toml",
        ),
    }
}

/// Where a settings file would count.
fn no_settings(world: &dyn World) -> DoctorCheck {
    let own = world.desktop().configuration();
    let own = own.map_or_else(String::new, |folder| {
        format!(", or {}", folder.join("yardstick.toml").display())
    });
    DoctorCheck::ok(
        SETTINGS,
        format!("no yardstick.toml in this folder, or in one that it lies in{own}"),
    )
}

fn settings_file(reference: &Reference, settings: &SettingsContent<'_>) -> DoctorCheck {
    const NAME: &str = "yardstick.toml";
    if let Some(fault) = settings.fault {
        return DoctorCheck::error(NAME, fault);
    }
    let home = match settings.home {
        None => "no authority named".to_owned(),
        Some(home) => match load::authority(reference, home) {
            Ok(_) => format!("authority {home}"),
            Err(fault) => return DoctorCheck::error(NAME, &fault),
        },
    };
    let outputs = settings.outputs.len();
    DoctorCheck::ok(NAME, format!("{home}; {outputs} outputs kept up to date"))
}

/// Whether everything that an output names is there and reads.
fn try_output(
    world: &dyn World,
    reference: &Reference,
    output: &OutputSetting,
    home: Option<&str>,
    messages: &dyn Messages,
) -> Result<()> {
    output.kind()?;
    named::authority_or_home(reference, output.authority.as_deref(), home, messages)?;
    output.try_reading(world, reference)
}
