//! What Windows shows of the program and grants it: its version, the rights of whoever starts it, long paths. Nothing for other systems.
//!
//! The resource compiler comes with what links the program anyway: `rc.exe` with Microsoft's tools, `windres` with mingw-w64, on Linux too.

use std::io::{Error, Result};

const MANIFEST: &str = "dist/windows/yardstick.exe.manifest";

fn main() -> Result<()> {
    for read in ["build.rs", MANIFEST] {
        println!("cargo:rerun-if-changed={read}");
    }
    if setting("CARGO_CFG_TARGET_OS") != "windows" {
        return Ok(());
    }
    let version = format!("{}.0", setting("CARGO_PKG_VERSION"));
    let manifest = std::fs::read_to_string(MANIFEST)?.replace("VERSION", &version);
    let with_version = format!("{}/yardstick.exe.manifest", setting("OUT_DIR"));
    std::fs::write(&with_version, manifest)?;
    winresource::WindowsResource::new()
        .set("FileDescription", "yardstick")
        // The resource compiler knows no apostrophe.
        .set("Comments", &setting("CARGO_PKG_DESCRIPTION").replace('\'', "’"))
        .set("LegalCopyright", "MIT OR Apache-2.0")
        .set("OriginalFilename", "yardstick.exe")
        // English (United Kingdom).
        .set_language(0x0809)
        .set_manifest_file(&with_version)
        .compile_for("yardstick")
        .map_err(|fault| {
            Error::other(format!(
                "the resources of yardstick.exe cannot be compiled ({fault}): Microsoft's tools bring rc.exe, and binutils of mingw-w64 \
                 x86_64-w64-mingw32-windres; WINDRES names another"
            ))
        })
}

/// What cargo says of the build; empty where it says nothing.
fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}
