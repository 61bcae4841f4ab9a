// Unpacks the two blocks of data: base64, raw deflate, a header in JSON and a body of streams of variable-length integers.

/** Status byte of a cell that holds a figure. */
export const KNOWN = 255;
/** Varints below this are statuses. */
const STATUSES = 16;

/** @param {string} text @returns {Uint8Array} */
export function bytesOfBase64(text) {
  const direct = /** @type {any} */ (Uint8Array).fromBase64;
  if (direct) return direct.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** @param {Uint8Array} bytes */
export async function inflated(bytes) {
  const stream = new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The header and the body of a block. @param {string} base64 @returns {Promise<{header: any, body: Uint8Array}>} */
export async function unpackBlock(base64) {
  const bytes = await inflated(bytesOfBase64(base64));
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { header, body: bytes.subarray(4 + length) };
}

/** Reads varints one after the other. Numbers may exceed 32 bits, so they are added up, not shifted. @param {Uint8Array} body @param {Span} span */
export function varintReader(body, [offset, length]) {
  let at = offset;
  const end = offset + length;
  return {
    next() {
      let byte = body[at++];
      if (byte < 128) return byte;
      let value = byte - 128,
        weight = 128;
      do {
        byte = body[at++];
        value += (byte & 127) * weight;
        weight *= 128;
      } while (byte > 127);
      return value;
    },
    isDone: () => at >= end,
  };
}

/** @param {number} packed */
function unzigzag(packed) {
  return packed % 2 === 0 ? packed / 2 : -(packed + 1) / 2;
}

/**
 * One stream of values: a matrix of places by periods.
 * @param {{next(): number}} reader @param {number} places @param {number} periods @param {number} scale @returns {Matrix}
 */
export function readMatrix(reader, places, periods, scale) {
  const values = new Float64Array(places * periods).fill(NaN);
  const status = new Uint8Array(places * periods);
  const divisor = 10 ** scale;
  let first = 0;
  for (let place = 0, cell = 0; place < places; place += 1) {
    let last = first,
      met = false;
    for (let period = 0; period < periods; period += 1, cell += 1) {
      const packed = reader.next();
      if (packed < STATUSES) {
        status[cell] = packed;
        continue;
      }
      last += unzigzag(packed - STATUSES);
      if (!met) {
        first = last;
        met = true;
      }
      values[cell] = last / divisor;
      status[cell] = KNOWN;
    }
  }
  return { values, status };
}

/** Row numbers and source of every cell; row 0 and source -1 where there is none. @param {{next(): number}} reader @param {number} cells @returns {Rows} */
export function readRows(reader, cells) {
  const row = new Int32Array(cells);
  const source = new Int16Array(cells).fill(-1);
  let last = 0,
    withRow = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    const packed = reader.next();
    if (packed === 0) continue;
    last += unzigzag(packed - 1);
    row[cell] = last;
    withRow += 1;
  }
  let cell = 0;
  while (withRow > 0) {
    const index = reader.next();
    let run = reader.next();
    withRow -= run;
    if (run === 0) break;
    for (; run > 0; cell += 1) {
      if (row[cell] === 0) continue;
      source[cell] = index;
      run -= 1;
    }
  }
  return { row, source };
}

/** A list of varints, as many as asked for. @param {Uint8Array} body @param {Span} span @param {number} count */
export function readList(body, span, count) {
  const reader = varintReader(body, span);
  return Int32Array.from({ length: count }, () => (reader.isDone() ? 0 : reader.next()));
}

/** @param {Uint8Array} body @param {Span} span */
export function readText(body, [offset, length]) {
  return new TextDecoder().decode(body.subarray(offset, offset + length));
}

/**
 * Texts of all current authorities. What all of them say stands once as a pattern: U+0001 in it is a number, U+0002 the authority's short
 * name, U+0003 its name.
 * @param {Uint8Array} body @param {TextSpans} spans @param {string[]} patterns @param {Place[]} places the current authorities
 */
export function textIndex(body, spans, patterns, places) {
  /** @type {number[][]} */
  const lines = [];
  const reader = varintReader(body, spans.patterns);
  for (let at = 0; at < places.length; at += 1) {
    lines[at] = [];
    for (let number = reader.next(); number > 0; number = reader.next()) lines[at].push(number - 1);
  }
  const numbers = readText(body, spans.numbers).split('\n');
  /** @param {number} at */
  return at => {
    const own = (numbers[at] ?? '').split(' ');
    let next = 0;
    /** @param {string} mark */
    const filled = mark => (mark === '\u0001' ? (own[next++] ?? '') : mark === '\u0002' ? places[at].short : places[at].name);
    return lines[at].map(number => patterns[number].replace(/[\u0001-\u0003]/g, filled));
  };
}
