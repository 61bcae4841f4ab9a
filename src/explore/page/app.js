// What the parts of the page share: the data, what is chosen, and the way to choose something else. main.js fills it in.

/** @type {App} */
export const app = /** @type {any} */ ({ words: null });

/** An indicator's page. @param {number} indicator @returns {Partial<State>} */
export function toIndicator(indicator) {
  return { page: 'indicator', indicator, period: '', by: '', mark: app.state.mark, table: false };
}

/** @param {number} slot @returns {Partial<State>} */
export function toPlace(slot) {
  const page = app.state.page === 'start' ? 'glance' : app.state.page;
  return { page, place: slot };
}

/** What was read or written already: every change of view asks. @type {Map<string, any>} */
const inHand = new Map();

/** What the page keeps between visits, where the browser lets it. @param {string} key @returns {any} */
export function kept(key) {
  if (!inHand.has(key)) {
    try {
      inHand.set(key, JSON.parse(localStorage.getItem(`yardstick.${key}`) ?? 'null'));
    } catch {
      inHand.set(key, null);
    }
  }
  return inHand.get(key);
}

/** Whether it could be kept. @param {string} key @param {any} value */
export function keep(key, value) {
  inHand.set(key, value);
  try {
    localStorage.setItem(`yardstick.${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
