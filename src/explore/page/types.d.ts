// The shapes that the modules of the explorer pass to one another. Only the type checker reads this file.

interface Place {
  code: string; slug: string; name: string; short: string; aliases: string[];
  kind: 'authority' | 'region' | 'nation' | 'other'; current: boolean; region: string | null; type: string;
  tile: [number, number] | null; from: string | null; to: string | null;
}
interface Company {
  key: string; title: string; short?: string; kind?: string; rule?: string;
  of?: Record<string, string[]>; members?: string[];
}
interface Status { code: string; word: string; means: string }
interface Source {
  file: string; publisher: string; publication: string; release: string; published: string | null; credit: string;
  sha256: string; local: boolean;
}
/** `label` is what people read; `code` how the source writes it. */
interface Period { label: string; short?: string; code?: string; words: string; end: string; finality: string; exact: boolean; england_fits: boolean }
interface Remark { at: number; says: string }
type Span = [number, number];
interface Parent { indicator: string; breakdown: string; breakdown_title: string; category: string; exclusive?: boolean }
interface Funnel { average: number; over: number; per: number; bases: number[]; outer: Span[]; inner: Span[] }
interface Indicator {
  id: string; title: string; short: string; noun: string; aliases: string[]; theme: string; unit: string; prefix: string;
  suffix: string; decimals: number; mean_decimals?: number; scale: number; kind: 'rate' | 'share' | 'count' | 'other';
  per: number | null; counts_of: [string, string] | null; counts_scale?: [number, number];
  better: 'lower' | 'higher' | null; reason: string; first: 'highest' | 'lowest'; total: boolean; curated: boolean; local: boolean;
  parent: Parent | null; periods: Period[]; breaks: Remark[]; unusual: Remark[]; cautions: string[]; about: string; ask?: string; next: string;
  values: Span; counts: Span | null; rows: Span; facts: Record<string, Span> | null; funnel: Funnel | null;
  banded?: boolean; latest?: number; joint?: string[][]; people?: string;
}
interface Theme { key: string; title: string; indicators: number[] }
interface Header {
  format: number; made_by: string; attribution: string; as_at: string; credits: string; chosen: string | null; with: string[];
  usual_list: string; places: Place[]; companies: Company[]; statuses: Status[]; sources: Source[];
  themes: Theme[]; topics: Theme[]; search_words?: string[][]; headlines: number[]; chains?: { title: string; of: number[] }[]; indicators: Indicator[];
}
interface Matrix { values: Float64Array; status: Uint8Array }
interface Counts { over: Float64Array; of: Float64Array }
interface Rows { row: Int32Array; source: Int16Array }
/** Verdicts of the program on one authority's newest figure. Each is 0 where there is none. */
interface Facts {
  rank: number; of: number; tied: number; from: number; to: number; band: number; england: number; change: number; funnel: number;
}
/** A published cell: its value, or the status that says why there is none. */
interface Reading { value: number | null; status: Status | null }
/** Where texts of all authorities lie: the numbers of their patterns, each one more than it is and 0 behind the last of a text; what fills them. */
interface TextSpans { patterns: Span; numbers: Span }
interface WordsHeader { patterns: Span; paragraphs: ({ indicator: number } & TextSpans)[]; breakdowns: ({ indicator: string; breakdown: string } & TextSpans)[]; insights: ({ title: string; of: string[] } & TextSpans)[]; summaries: TextSpans }
interface Words {
  paragraph(indicator: number, current: number): string[];
  /** What is said of the people of a breakdown. */
  mix(indicator: string, breakdown: string, current: number): string[];
  /** What is said of what is behind a figure: each answer with its heading. */
  behind(indicator: string, current: number): { title: string; says: string[] }[];
  summary(current: number): { id: string; label: string; says: string }[];
}
interface Store {
  header: Header; places: Place[]; indicators: Indicator[]; current: number[];
  slot(code: string | null): number; slotOfSlug(slug: string): number; indexOf(id: string): number;
  currentAt(slot: number): number; england: number;
  latest(indicator: number): number; matrix(indicator: number): Matrix; counts(indicator: number): Counts | null;
  rows(indicator: number): Rows; facts(indicator: number, slot: number): Facts | null;
  reading(indicator: number, slot: number, period: number): Reading;
  /** What ranks: unrounded where counts are published, else as published; NaN where there is none. */
  ranking(indicator: number, period: number): Float64Array;
  quartiles(indicator: number, period: number): number[];
  children(id: string): number[]; company(key: string): Company | null;
}
/** Everything that a reader has chosen. All of it stands in the address. */
interface State {
  page: 'start' | 'glance' | 'indicator' | 'new' | 'inspections';
  place: number; indicator: number; period: string; with: string[]; view: string; beside: number; show: string;
  lines: boolean; sort: string; theme: string; mark: string[]; by: string; table: boolean;
}
interface Summary {
  members: number; known: number; enough: boolean; mean: number; median: number; min: number; max: number;
}
/** A group that the authority is compared with at one period. */
interface Peers {
  key: string; title: string; label: string; kind: string; slots: number[]; summary: Summary; rank: number; sharedBy: number; of: number;
  /** The only member of a group of one, else -1. */
  single: number;
}
/** One authority, one indicator, one period, and all it is compared with. */
interface Look {
  store: Store; state: State; indicator: Indicator; index: number; at: number; slot: number; place: Place; newest: boolean;
  own: Reading; peers: Peers[]; england: Reading | null; region: Reading | null; regionSlot: number; facts: Facts | null;
}
interface Stroke { ink: string; width: number; dash?: string }
type Spot = [number, number];
interface Letter { size: number; bold?: boolean; ink?: string; halo?: boolean }
type Anchor = 'start' | 'middle' | 'end';
type Mark =
  | { is: 'rect'; x: number; y: number; w: number; h: number; ink: string; edge?: string }
  | { is: 'line'; points: Spot[]; stroke: Stroke }
  | { is: 'shape'; points: Spot[]; ink: string }
  | { is: 'dot'; at: Spot; r: number; ink: string; edge?: string }
  | { is: 'text'; words: string; at: Spot; anchor: Anchor; letter: Letter };
/** A figure that can be asked about: which cell, or which mean. */
interface Ref { indicator: number; slot: number; period: number; peers?: string }
interface Said { label: string; text: string; ref: Ref | null; own?: boolean }
/** A stop of the cursor in a chart: where it stands, what it reads and whom a click marks. */
interface Stop { x: number; y: number; tall?: Span; title: string; said: Said[]; slot?: number; near?: { slot: number; y: number }[] }
/** `notes`: what the picture could not say at its width, told in words under it. */
interface Sheet { width: number; height: number; marks: Mark[]; stops: Stop[]; nearest: 'x' | 'y' | 'spot'; notes: string[] }
interface Caption { title: string; subtitle: string; alt: string; notes: string[]; source: string }
interface Chart { caption: Caption; table: Table; height(width: number): number; draw(sheet: Sheet): void }
/** A cell of a table: what is printed, what a CSV holds, and which figure it is. */
interface Cell {
  text: string; value?: number | null; ref?: Ref | null; href?: string; head?: boolean; spark?: (number | null)[]; shape?: number; own?: boolean; sort?: number | string; small?: string;
}
/** `fileOnly`: stands in what is taken away, and on the page in another cell. */
interface Column { key: string; title: string; numeric?: boolean; sort?: boolean; fileOnly?: boolean; noFile?: boolean; wraps?: boolean }
interface Table { name: string; caption: string; columns: Column[]; rows: Cell[][]; source: string; notes?: string[] }
interface Part { root: HTMLElement; update(state: State): void; title(state: State): string }
interface Box { left: number; top: number; right: number; bottom: number }
interface Axis { low: number; high: number; step: number }
/** What the parts of the page share. */
interface App {
  store: Store; words: Words | null; state: State;
  /** Opens what is asked for; the address follows. */
  go(change: Partial<State>, how?: { replace?: boolean; heading?: boolean; quiet?: boolean }): void;
  href(change: Partial<State>): string;
}
