//! More figures than are held in memory: runs of them in a temporary file, each in the order of the series, from which a part of all
//! series is read back at a time. So memory stays the same at any number of rows, whether or not a file keeps its series together.

use super::area::Area;
use super::provenance::Origin;
use super::published::Figure;
use super::reading::{Reading, Status};
use crate::error::Error;
use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Where runs are written and read back.
pub(crate) trait SpillFile: Read + Write + Seek {}

impl<T: Read + Write + Seek> SpillFile for T {}

/// Runs of figures.
pub(super) struct Spill {
    file: RefCell<Box<dyn SpillFile>>,
    runs: Vec<SpillRun>,
    end: u64,
    /// What the file refused; nothing more is written behind it.
    fault: Option<io::Error>,
}

/// Where each series of a run begins in the file, and where the last one ends.
struct SpillRun {
    starts: Vec<u64>,
}

const HAS_COUNTS: u8 = 0x40;
const HAS_BASE: u8 = 0x80;
const STATUS: u8 = 0x3f;
/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 18;

impl Spill {
    pub(super) fn new(file: Box<dyn SpillFile>) -> Spill {
        Spill {
            file: RefCell::new(file),
            runs: Vec::new(),
            end: 0,
            fault: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// What went wrong while runs were written.
    pub(super) fn take_fault(&mut self) -> Option<io::Error> {
        self.fault.take()
    }

    /// Writes one run: so many figures by their place, each asked for by `figure`, of so many series.
    pub(super) fn write(
        &mut self,
        of_series: &[u16],
        series: usize,
        figure: impl Fn(usize) -> Option<Figure>,
    ) {
        if self.fault.is_none() {
            let written = self.write_run(of_series, series, figure);
            self.fault = written.err();
        }
    }

    fn write_run(
        &mut self,
        of_series: &[u16],
        series: usize,
        figure: impl Fn(usize) -> Option<Figure>,
    ) -> io::Result<()> {
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(self.end))?;
        let mut starts = vec![self.end];
        let mut gathered = Vec::with_capacity(GATHERED + 64);
        for places in by_series(of_series, series) {
            for place in places {
                if let Some(figure) = figure(place as usize) {
                    encode(&figure, &mut gathered);
                }
                if gathered.len() >= GATHERED {
                    file.write_all(&gathered)?;
                    self.end += gathered.len() as u64;
                    gathered.clear();
                }
            }
            starts.push(self.end + gathered.len() as u64);
        }
        file.write_all(&gathered)?;
        self.end += gathered.len() as u64;
        self.runs.push(SpillRun { starts });
        Ok(())
    }

    /// The figures of one series, in the order in which they were entered.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn read(&self, series: u16, mut take: impl FnMut(Figure)) -> io::Result<()> {
        let mut file = self.file.borrow_mut();
        let mut bytes = Vec::new();
        for run in &self.runs {
            let at = usize::from(series);
            let (Some(from), Some(to)) = (run.starts.get(at), run.starts.get(at + 1)) else {
                continue;
            };
            if from == to {
                continue;
            }
            bytes.resize(usize::try_from(to - from).unwrap_or(usize::MAX), 0);
            file.seek(SeekFrom::Start(*from))?;
            file.read_exact(&mut bytes)?;
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                take(decode(series, &mut rest)?);
            }
        }
        Ok(())
    }
}

/// What is said where the temporary file cannot be written or read back.
pub(super) fn fault(fault: &io::Error) -> Error {
    Error::unwritten(
        "the temporary file beside the output",
        format!("it could not be written or read back ({fault})"),
    )
    .hint("free some space on the drive, or choose another folder with --out; earlier outputs are as they were")
}

/// The places of each series, in their order.
fn by_series(of_series: &[u16], series: usize) -> impl Iterator<Item = Vec<u32>> {
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); series];
    for (place, number) in of_series.iter().enumerate() {
        if let (Some(of), Ok(place)) = (places.get_mut(usize::from(*number)), u32::try_from(place))
        {
            of.push(place);
        }
    }
    places.into_iter()
}

fn encode(figure: &Figure, to: &mut Vec<u8>) {
    let counts = [figure.numerator, figure.denominator];
    let has_counts = counts.iter().any(Option::is_some);
    let flags = [(has_counts, HAS_COUNTS), (figure.base.is_some(), HAS_BASE)];
    let flags = flags.iter().filter(|(is_set, _)| *is_set);
    to.push(flags.fold(figure.reading.status() as u8, |all, (_, flag)| all | flag));
    to.extend_from_slice(&figure.area.0.to_le_bytes());
    to.extend_from_slice(&figure.period.to_le_bytes());
    encode_origin(figure.origin, to);
    if let Some(value) = figure.reading.value() {
        to.extend_from_slice(&value.to_le_bytes());
    }
    if has_counts {
        for count in counts {
            to.extend_from_slice(&count.unwrap_or(f64::NAN).to_le_bytes());
        }
    }
    if let Some(base) = figure.base {
        encode_origin(base, to);
    }
}

fn encode_origin(origin: Origin, to: &mut Vec<u8>) {
    to.extend_from_slice(&origin.file.to_le_bytes());
    to.extend_from_slice(&origin.row.to_le_bytes());
}

fn decode(series: u16, from: &mut &[u8]) -> io::Result<Figure> {
    let [head] = bytes(from)?;
    let area = Area(u16::from_le_bytes(bytes(from)?));
    let period = u16::from_le_bytes(bytes(from)?);
    let origin = decode_origin(from)?;
    let reading = match Status::from_code(head & STATUS) {
        Status::Known => Reading::Known(f64::from_le_bytes(bytes(from)?)),
        status => Reading::Missing(status),
    };
    let (mut numerator, mut denominator) = (None, None);
    if head & HAS_COUNTS != 0 {
        let mut count = || bytes(from).map(f64::from_le_bytes);
        numerator = Some(count()?).filter(|count| !count.is_nan());
        denominator = Some(count()?).filter(|count| !count.is_nan());
    }
    let base = (head & HAS_BASE != 0)
        .then(|| decode_origin(from))
        .transpose()?;
    Ok(Figure {
        series,
        area,
        period,
        reading,
        numerator,
        denominator,
        origin,
        base,
    })
}

fn decode_origin(from: &mut &[u8]) -> io::Result<Origin> {
    Ok(Origin {
        file: u16::from_le_bytes(bytes(from)?),
        row: u32::from_le_bytes(bytes(from)?),
    })
}

fn bytes<const N: usize>(from: &mut &[u8]) -> io::Result<[u8; N]> {
    let mut taken = [0; N];
    from.read_exact(&mut taken)?;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figures() -> impl Strategy<Value = Vec<Figure>> {
        let origin = || (any::<u16>(), any::<u32>()).prop_map(|(file, row)| Origin { file, row });
        let reading = prop_oneof![
            (-1e9..1e9).prop_map(Reading::Known),
            (1u8..10).prop_map(|code| Reading::Missing(Status::from_code(code))),
        ];
        let count = || proptest::option::of(0.0..1e7);
        let figure = (
            (0u16..5, 0u16..999, 0u16..30),
            reading,
            (count(), count()),
            (origin(), proptest::option::of(origin())),
        );
        let figure = figure.prop_map(
            |((series, area, period), reading, counts, origins)| Figure {
                series,
                area: Area(area),
                period,
                reading,
                numerator: counts.0,
                denominator: counts.1,
                origin: origins.0,
                base: origins.1,
            },
        );
        proptest::collection::vec(figure, 0..60)
    }

    proptest! {
        #[test]
        fn what_was_entered_comes_back_in_its_order(all in figures(), each in 1usize..20) {
            let mut spill = Spill::new(Box::new(io::Cursor::new(Vec::new())));
            for run in all.chunks(each) {
                let of_series: Vec<u16> = run.iter().map(|figure| figure.series).collect();
                spill.write(&of_series, 5, |place| run.get(place).copied());
            }
            prop_assert!(spill.take_fault().is_none());
            for series in 0..5 {
                let mut back = Vec::new();
                spill.read(series, |figure| back.push(figure)).expect("read");
                let entered: Vec<Figure> =
                    all.iter().copied().filter(|figure| figure.series == series).collect();
                prop_assert_eq!(back, entered);
            }
        }
    }

    #[test]
    fn a_full_disk_is_remembered() {
        struct Full;
        impl Read for Full {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Ok(0)
            }
        }
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        impl Seek for Full {
            fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
                Ok(0)
            }
        }
        let figure = Figure {
            series: 0,
            area: Area(890),
            period: 0,
            reading: Reading::Known(1.0),
            numerator: None,
            denominator: None,
            origin: Origin::default(),
            base: None,
        };
        let mut spill = Spill::new(Box::new(Full));
        spill.write(&[0], 1, |_| Some(figure));
        let fault = spill.take_fault().expect("refused");
        assert_eq!(fault.kind(), io::ErrorKind::StorageFull);
    }
}
