//! A council's own file before its parts are looked at: an old one, one with macros or a password and one of another program are
//! refused, each with what to do.

use super::package::OfficePackage;
use crate::error::Error;

/// The first bytes of a file from before 2007, and of an encrypted one.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The program that a template has to be of, in the words of its messages.
#[derive(Debug, Clone, Copy)]
pub(in crate::paper::write) struct OfficeProgram {
    /// "Word".
    pub(in crate::paper::write) name: &'static str,
    /// What it makes, without an article: "Word document".
    pub(in crate::paper::write) document: &'static str,
    /// What its files were called before 2007.
    pub(in crate::paper::write) before_2007: &'static str,
    /// What its files with macros are called, and what must not have them.
    pub(in crate::paper::write) with_macros: &'static str,
    pub(in crate::paper::write) without_macros: &'static str,
    /// What its menu calls a file that is protected.
    pub(in crate::paper::write) protect: &'static str,
    /// A word of the type of its main part.
    pub(in crate::paper::write) of_type: &'static str,
    pub(in crate::paper::write) expected: &'static str,
    /// How to save a file that is read.
    pub(in crate::paper::write) save_again: &'static str,
}

impl OfficeProgram {
    /// The parts of a template, and the name of its main part.
    ///
    /// # Errors
    /// It is no file of this program, an old one, one with macros or a password, or damaged; each with what to do.
    pub(in crate::paper::write) fn open(
        &self,
        bytes: &[u8],
        file_name: &str,
    ) -> Result<(OfficePackage, String), Error> {
        if bytes.starts_with(OLE) {
            return Err(self.refused_old(bytes, file_name));
        }
        if !bytes.starts_with(b"PK") {
            let what = format!("the template is not a {} file", self.name);
            return Err(self.refused(file_name, &what));
        }
        self.of_zip(bytes)
            .map_err(|what| self.refused(file_name, &what))
    }

    fn refused_old(&self, bytes: &[u8], file_name: &str) -> Error {
        if is_encrypted(bytes) {
            let hint = format!(
                "open it in {}, choose File, Info, {}, Encrypt with password, empty the password and save",
                self.name, self.protect
            );
            return self
                .refused(file_name, "the template has a password")
                .hint(hint);
        }
        let what = format!(
            "the template is in the format of {} before 2007 ({})",
            self.name, self.before_2007
        );
        self.refused(file_name, &what)
    }

    /// # Errors
    /// As [`OfficeProgram::open`]; in words.
    fn of_zip(&self, bytes: &[u8]) -> Result<(OfficePackage, String), String> {
        let package = OfficePackage::read(bytes).map_err(unreadable)?;
        let relations = package.relations("").map_err(unreadable)?;
        let Some((kind, main)) = relations.first("officeDocument") else {
            return Err(format!("the template is a zip, but no {} file", self.name));
        };
        let of_type = package.type_of(&main);
        if of_type.is_some_and(|of_type| of_type.contains("macroEnabled")) {
            return Err(format!(
                "the template has macros ({}), and {} must not",
                self.with_macros, self.without_macros
            ));
        }
        if !of_type.is_some_and(|of_type| of_type.contains(self.of_type)) {
            return Err(format!(
                "the template is an Office file, but not a {}",
                self.document
            ));
        }
        if kind.starts_with("http://purl.oclc.org/") {
            return Err("the template is saved as “Strict Open XML”".to_owned());
        }
        Ok((package, main))
    }

    /// What is wrong with a template, and how to save one that is read.
    pub(in crate::paper::write) fn refused(&self, file_name: &str, what: &str) -> Error {
        Error::unreadable(file_name, what)
            .expected(self.expected)
            .hint(self.save_again)
    }
}

/// A fault of a template's part in words.
pub(in crate::paper::write) fn unreadable(what: String) -> String {
    format!("the template cannot be read: {what}")
}

/// Whether the directory of the file has the stream of an encrypted document. Its names are in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .bytes()
        .flat_map(|letter| [letter, 0])
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}
