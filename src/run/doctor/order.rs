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
use std::path::Path;

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
}

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
