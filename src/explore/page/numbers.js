// How a number is printed: one rule for every figure on the page, the program's own (src/stat/round.rs). No other file rounds.

const MOST_DECIMALS = 15;
/** From here on a double has no digits to spare after the point. */
const WHOLE_FROM = 1e15;

/**
 * A value with 15 significant digits. Halfway between two of them it is the even one, as in the program; the browser would take the larger.
 * @param {number} value
 */
function fifteenDigits(value) {
  const nearest = value.toExponential(14);
  const [digits, power] = value.toExponential(40).split('e');
  if (!/^50*$/.test(digits.slice(16)) || /[02468]e/.test(nearest)) return nearest;
  return `${digits.slice(0, 16)}e${power}`;
}

/**
 * |value| in units of the last place shown, as digits. The value is read as the decimal of 15 significant digits nearest to it, so that
 * a mean of ten published figures rounds as it does on paper; halves go away from zero.
 * @param {number} value @param {number} decimals
 */
function unitsOf(value, decimals) {
  const [mantissa, power] = fifteenDigits(Math.abs(value)).split('e');
  const digits = Number(mantissa.replace('.', ''));
  const dropped = 14 - Number(power) - decimals;
  if (dropped <= 0) return (BigInt(digits) * 10n ** BigInt(-dropped)).toString();
  if (dropped > 15) return '0';
  const unit = 10 ** dropped;
  // Both are whole and below 2^53, so the quotient is on the right side of every whole number.
  return String(Math.floor((digits + unit / 2) / unit));
}

/** Digits, with or without a point, with a comma before every third of the whole part. @param {string} digits */
export function withCommas(digits) {
  const point = digits.indexOf('.');
  const whole = point < 0 ? digits : digits.slice(0, point);
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (point < 0 ? '' : digits.slice(point));
}

/**
 * A value for a reader: rounded half away from zero, `decimals` places always shown, thousands parted by commas, never "-0". A value that
 * is not finite gives an empty string.
 * @param {number} value @param {number} decimals @returns {string}
 */
export function formatNumber(value, decimals) {
  if (!Number.isFinite(value)) return '';
  const places = Math.min(decimals, MOST_DECIMALS);
  const digits =
    Math.abs(value) >= WHOLE_FROM ? BigInt(Math.abs(value)).toString() + '0'.repeat(places) : unitsOf(value, places).padStart(places + 1, '0');
  const point = digits.length - places;
  const shown = withCommas(places > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits);
  return (value < 0 && /[1-9]/.test(digits) ? '-' : '') + shown;
}

/** The decimal of 15 significant digits nearest to a value. @param {number} value */
export function withoutNoise(value) {
  return Math.sign(value) * Number(fifteenDigits(Math.abs(value)));
}

/** All the digits that a value bears, for a reader who does the sum again. @param {number} value */
export function formatAllDigits(value) {
  if (!Number.isFinite(value)) return '';
  const plain = withoutNoise(value);
  if (plain === 0) return '0';
  const size = Math.abs(plain);
  // Doubles print with an exponent outside these bounds; figures of councils never lie there, sums of them hardly.
  return size >= 1e21 || size < 1e-6 ? plain.toFixed(15).replace(/\.?0+$/, '') : String(plain);
}

/** The value as people read it, as a number again: sides are taken from what is printed. @param {number} value @param {number} decimals */
export function printedValue(value, decimals) {
  return Number(formatNumber(value, decimals).replaceAll(',', ''));
}

/** A minus sign in place of the hyphen before a figure. @param {string} text */
export function withMinus(text) {
  return text.replace(/^-(?=[\d£.])/, '\u2212');
}
