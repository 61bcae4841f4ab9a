//! What the two services of DfE answer: the Content API (releases and their files) and the public API, version 1 (data sets).

use super::{Asked, DataFile, Release, Shelf, guid};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

fn told(value: &Value) -> Answer {
    message(200, value)
}

fn message(status: u16, value: &Value) -> Answer {
    let headers = vec![(
        "content-type".to_owned(),
        "application/json; charset=utf-8".to_owned(),
    )];
    Answer {
        status,
        headers,
        body: value.to_string().into_bytes(),
    }
}

fn not_found() -> Answer {
    message(
        404,
        &json!({"type": "https://tools.ietf.org/html/rfc9110#section-15.5.5", "title": "Not Found", "status": 404}),
    )
}

pub(super) fn answer(shelf: &Shelf, asked: &Asked) -> Answer {
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    let query: Vec<(&str, &str)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["content", "api", rest @ ..] => content(shelf, asked, rest),
        ["api", "v1", rest @ ..] => api(shelf, rest, &query),
        ["gov", rest @ ..] => gov(shelf, asked, rest),
        _ => not_found(),
    }
}

fn content(shelf: &Shelf, asked: &Asked, parts: &[&str]) -> Answer {
    let of = |slug: &str| shelf.releases.iter().find(|release| release.slug == slug);
    match parts {
        ["publications", slug] => of(slug).map_or_else(not_found, |release| {
            told(&json!({
                "id": guid(release.slug), "slug": release.slug, "title": release.title,
                "latestRelease": {"id": release.id(), "slug": release.release, "title": release.release},
                "nextReleaseDate": {"year": 2026, "month": 11},
            }))
        }),
        ["publications", slug, "releases", named, "version-summary"] => {
            of(slug).filter(|release| release.release == *named).map_or_else(not_found, |release| {
                told(&json!({
                    "id": release.id(), "published": release.published, "lastUpdated": release.published,
                    "updateCount": release.amendment,
                }))
            })
        }
        ["publications", slug, "releases", named, "data-content"] => {
            of(slug).filter(|release| release.release == *named).map_or_else(not_found, |release| {
                let set = |file: &DataFile| {
                    json!({"dataSetFileId": guid(&release.file_id(file)), "fileId": release.file_id(file), "title": file.title,
                        "summary": "", "isApiEnabled": false, "meta": {"geographicLevels": ["Local authority"]}})
                };
                told(&json!({"releaseId": release.id(), "dataSets": release.files.iter().map(set).collect::<Vec<_>>()}))
            })
        }
        // A version of a release that is no longer the newest cannot be fetched.
        ["releases", id, "files", rest @ ..] => {
            let Some(release) = shelf.releases.iter().find(|release| release.id() == *id) else { return not_found() };
            match rest {
                [] if shelf.no_zip => message(503, &json!({})),
                [] => file(shelf, asked, release, &zipped(release), None),
                [wanted] => match release.files.iter().find(|file| release.file_id(file) == *wanted) {
                    Some(found) => file(shelf, asked, release, &found.bytes, Some(found)),
                    None => not_found(),
                },
                _ => not_found(),
            }
        }
        _ => not_found(),
    }
}

/// GOV.UK: what its Content API says of a page, and the files on the page, each at an address of its own.
fn gov(shelf: &Shelf, asked: &Asked, parts: &[&str]) -> Answer {
    let named = |file: &DataFile| guid(&format!("{} {}", file.name, file.bytes.len()));
    match parts {
        ["api", "content", path @ ..] => {
            let path = path.join("/");
            let Some(page) = shelf.pages.iter().find(|page| page.path == path) else {
                return not_found();
            };
            let attachment = |file: &DataFile| {
                json!({"attachment_type": "file", "url": format!("{}/gov/media/{}/{}", shelf.base, named(file), file.name),
                    "title": file.title, "filename": file.name, "file_size": file.bytes.len(), "accessible": false})
            };
            let report = json!({"attachment_type": "html", "url": format!("/{path}/main-findings"), "title": "Main findings"});
            let attachments: Vec<Value> = std::iter::once(report)
                .chain(page.files.iter().map(attachment))
                .collect();
            told(
                &json!({"title": page.title, "base_path": format!("/{path}"), "document_type": "official_statistics",
                "public_updated_at": page.updated, "first_published_at": page.updated, "details": {"attachments": attachments}}),
            )
        }
        ["media", id, _] => {
            let of = |page: &'_ super::GovPage| {
                page.files.iter().find(|file| named(file) == *id).cloned()
            };
            let Some(file) = shelf.pages.iter().find_map(of) else {
                return not_found();
            };
            let mark = format!("\"{id}\"");
            let mut headers = vec![
                ("etag".to_owned(), mark.clone()),
                ("accept-ranges".to_owned(), "bytes".to_owned()),
            ];
            if asked.header("if-none-match") == Some(&mark) {
                return Answer {
                    status: 304,
                    headers,
                    body: Vec::new(),
                };
            }
            let from = part_from(asked, file.bytes.len())
                .filter(|_| asked.header("if-range") == Some(&mark));
            let Some(from) = from else {
                return Answer {
                    status: 200,
                    headers,
                    body: file.bytes,
                };
            };
            headers.push((
                "content-range".to_owned(),
                format!("bytes {from}-{}/{}", file.bytes.len() - 1, file.bytes.len()),
            ));
            Answer {
                status: 206,
                headers,
                body: file.bytes[from..].to_vec(),
            }
        }
        _ => not_found(),
    }
}

/// The first byte of the range asked for, if one was.
fn part_from(asked: &Asked, length: usize) -> Option<usize> {
    let from = asked
        .header("range")?
        .strip_prefix("bytes=")?
        .trim_end_matches('-')
        .parse()
        .ok()?;
    (from < length).then_some(from)
}

/// A file with its validators: the zip has only a date, a single file a weak entity tag too.
fn file(
    shelf: &Shelf,
    asked: &Asked,
    release: &Release,
    bytes: &[u8],
    single: Option<&DataFile>,
) -> Answer {
    let modified = http_date(&release.published);
    let mark = entity_tag(shelf, bytes);
    let same = match (
        asked.header("if-none-match"),
        asked.header("if-modified-since"),
    ) {
        (Some(known), _) if single.is_some() => known == mark,
        (_, Some(known)) => known == modified,
        _ => false,
    };
    let mut headers = vec![
        ("last-modified".to_owned(), modified.clone()),
        ("cache-control".to_owned(), "max-age=300".to_owned()),
    ];
    headers.extend(single.map(|_| ("etag".to_owned(), mark)));
    if same {
        return Answer {
            status: 304,
            headers,
            body: Vec::new(),
        };
    }
    if let Some(single) = single {
        headers.push((
            "content-disposition".to_owned(),
            format!("attachment; filename=\"{}\"", single.name),
        ));
    }
    let packed = shelf.packs
        && single.is_some()
        && asked
            .header("accept-encoding")
            .is_some_and(|coding| coding.contains("gzip"));
    let body = if packed { gzip(bytes) } else { bytes.to_vec() };
    if packed {
        headers.push(("content-encoding".to_owned(), "gzip".to_owned()));
    }
    if shelf.ranges {
        headers.push(("accept-ranges".to_owned(), "bytes".to_owned()));
        if let Some(from) =
            part_from(asked, body.len()).filter(|_| asked.header("if-range") == Some(&modified))
        {
            headers.push((
                "content-range".to_owned(),
                format!("bytes {from}-{}/{}", body.len() - 1, body.len()),
            ));
            return Answer {
                status: 206,
                headers,
                body: body[from..].to_vec(),
            };
        }
    }
    Answer {
        status: 200,
        headers,
        body,
    }
}

/// A weak entity tag of a file.
fn entity_tag(shelf: &Shelf, bytes: &[u8]) -> String {
    let mark: String = Sha256::digest([shelf.salt.as_bytes(), bytes].concat())
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("W/\"{mark}\"")
}

fn refused(why: &str, path: &str, code: &str) -> Answer {
    let error = json!({"message": why, "path": path, "code": code});
    message(
        400,
        &json!({"title": "One or more validation errors occurred.", "status": 400, "errors": [error]}),
    )
}

fn api(shelf: &Shelf, parts: &[&str], query: &[(&str, &str)]) -> Answer {
    const KNOWN: [&str; 5] = [
        "page",
        "pageSize",
        "search",
        "dataSetVersion",
        "includePatchHistory",
    ];
    if let Some((name, _)) = query.iter().find(|(name, _)| !KNOWN.contains(name)) {
        return refused(
            "The field was not expected in the request and should be removed.",
            name,
            "UnknownField",
        );
    }
    let number = |name: &str, own: usize| {
        query
            .iter()
            .find(|(n, _)| *n == name)
            .and_then(|(_, v)| v.parse().ok())
            .unwrap_or(own)
    };
    let page = number("page", 1);
    let most = if parts.len() == 1 { 40 } else { 20 };
    let size = number("pageSize", most / 2);
    if size > most {
        return refused(
            &format!("Must be between 1 and {most}."),
            "pageSize",
            "InclusiveBetween",
        );
    }
    let size = if shelf.page == 0 {
        size
    } else {
        size.min(shelf.page)
    };
    match parts {
        ["publications"] => publications(shelf, query, page, size),
        ["publications", id, "data-sets"] => data_sets(shelf, id, page, size),
        ["data-sets", id] => set(shelf, id).map_or_else(not_found, |(release, file)| {
            told(&data_set(shelf, release, file))
        }),
        ["data-sets", id, "versions", version] => {
            let known = set(shelf, id).filter(|(release, _)| release.version == *version);
            known.map_or_else(not_found, |(release, file)| version_of(release, file))
        }
        ["data-sets", id, "versions", version, "changes"] => match set(shelf, id) {
            Some(_) => told(&json!({
                "versionNumber": version, "notes": "",
                "majorChanges": {"locationOptions": [{"level": {"code": "LA", "label": "Local authority"}, "options": []}]},
                "minorChanges": {},
            })),
            None => not_found(),
        },
        ["data-sets", id, "csv"] => {
            set(shelf, id).map_or_else(not_found, |(_, file)| csv(id, file))
        }
        _ => not_found(),
    }
}

/// The version of a data set that came with a release.
fn version_of(release: &Release, file: &DataFile) -> Answer {
    told(&json!({
        "version": release.version, "type": if release.version.ends_with(".0") { "Major" } else { "Minor" },
        "status": release.version_status, "published": release.published, "notes": "", "totalResults": 1,
        "file": {"id": release.file_id(file)}, "release": {"title": release.release, "slug": release.release},
        "timePeriods": {"start": "2021", "end": "2025"}, "geographicLevels": [], "filters": [], "indicators": [],
    }))
}

/// The data sets of a publication, the newest first.
fn data_sets(shelf: &Shelf, id: &str, page: usize, size: usize) -> Answer {
    let release = shelf
        .releases
        .iter()
        .find(|release| guid(release.slug) == id);
    let Some(release) = release else {
        return not_found();
    };
    let mut sets: Vec<Value> = release
        .files
        .iter()
        .filter(|file| is_in_api(shelf, file))
        .map(|file| data_set(shelf, release, file))
        .collect();
    sets.sort_by_key(|set| std::cmp::Reverse(set["latestVersion"]["published"].to_string()));
    paged(sets, page, size)
}

/// The rows of a data set, always compressed, whatever was asked for.
fn csv(id: &str, file: &DataFile) -> Answer {
    Answer {
        status: 200,
        headers: vec![
            ("content-type".to_owned(), "text/csv".to_owned()),
            ("content-encoding".to_owned(), "gzip".to_owned()),
            (
                "content-disposition".to_owned(),
                format!("attachment; filename={id}_v1.csv"),
            ),
        ],
        body: gzip(&file.bytes),
    }
}

fn is_in_api(shelf: &Shelf, file: &DataFile) -> bool {
    !shelf
        .not_in_api
        .iter()
        .any(|start| file.name.starts_with(start))
}

/// A data set by its id, with the release it is of.
fn set<'s>(shelf: &'s Shelf, id: &str) -> Option<(&'s Release, &'s DataFile)> {
    shelf
        .releases
        .iter()
        .flat_map(|release| release.files.iter().map(move |file| (release, file)))
        .filter(|(_, file)| is_in_api(shelf, file))
        .find(|(release, file)| release.set_id(file) == id)
}

/// The publications whose titles contain the words searched for.
fn publications(shelf: &Shelf, query: &[(&str, &str)], page: usize, size: usize) -> Answer {
    let words = query
        .iter()
        .find(|(name, _)| *name == "search")
        .map_or("", |(_, value)| value)
        .replace("%20", " ")
        .to_lowercase();
    let found = shelf
        .releases
        .iter()
        .filter(|release| release.title.to_lowercase().contains(&words));
    let found = found.map(|release| {
                json!({"id": guid(release.slug), "title": release.title, "slug": release.slug, "summary": "",
                    "lastPublished": release.published})
            });
    paged(found.collect(), page, size)
}

fn data_set(shelf: &Shelf, release: &Release, file: &DataFile) -> Value {
    let id = release.set_id(file);
    let ahead = shelf
        .ahead
        .iter()
        .find(|(set, _)| *set == id)
        .map(|(_, published)| published);
    let superseding = shelf
        .superseded
        .iter()
        .find(|(old, _)| *old == id)
        .map(|(_, new)| new.clone());
    let mut set = json!({
        "id": id, "title": file.title, "summary": "", "status": release.set_status,
        "latestVersion": {"version": release.version, "published": ahead.unwrap_or(&release.published), "totalResults": 1,
            "file": {"id": release.file_id(file)}, "timePeriods": {"start": "2021", "end": "2025"},
            "geographicLevels": [], "filters": [], "indicators": []},
    });
    if let Some(other) = superseding {
        set["status"] = json!("Deprecated");
        set["supersedingDataSetId"] = json!(other);
    }
    set
}

/// An empty list has one page; a page past the end is empty.
fn paged(all: Vec<Value>, page: usize, size: usize) -> Answer {
    let total = all.len();
    let results: Vec<Value> = all.into_iter().skip((page - 1) * size).take(size).collect();
    let pages = total.saturating_sub(1) / size + 1;
    told(
        &json!({"paging": {"page": page, "pageSize": size, "totalResults": total, "totalPages": pages}, "results": results}),
    )
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory")
}

fn zipped(release: &Release) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for file in &release.files {
        archive
            .start_file(format!("data/{}", file.name), options)
            .expect("a part");
        archive.write_all(&file.bytes).expect("memory");
    }
    archive
        .start_file("data-guidance/data-guidance.txt", options)
        .expect("a part");
    archive
        .write_all(b"What the columns mean.\n")
        .expect("memory");
    archive.finish().expect("a zip").into_inner()
}

/// The service's day as HTTP writes it. The day of the week is always the same, since nobody reads it.
fn http_date(published: &str) -> String {
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month: usize = published[5..7].parse().expect("a month");
    format!(
        "Thu, {} {} {} {} GMT",
        &published[8..10],
        months[month - 1],
        &published[..4],
        &published[11..19]
    )
}
