// Views that a reader has named and kept, in this browser, and what else the page says of itself.
import { app, keep, kept } from './app.js';
import { button, fill, h, note, openDialog } from './dom.js';
import { copy } from './take.js';

/** @typedef {{name: string, address: string}} KeptView */

/** @returns {KeptView[]} */
function keptViews() {
  const views = kept('views');
  return Array.isArray(views)
    ? views.filter(each => typeof each?.name === 'string' && typeof each?.address === 'string' && each.address.startsWith('#/'))
    : [];
}

/** Opens the dialog of kept views. @param {string} title what the view shown is called */
export function openKept(title) {
  const name = /** @type {HTMLInputElement} */ (
    h('input', { type: 'text', id: 'view-name', autofocus: true, value: title, maxlength: '80', autocomplete: 'off' })
  );
  const list = h('ul', { class: 'kept' });
  const show = () => {
    const views = keptViews();
    fill(
      list,
      ...views.map(view =>
        h(
          'li',
          null,
          h('a', { href: view.address, onclick: () => dialog.close() }, view.name),
          ' ',
          button('Remove', {
            'aria-label': `Remove ${view.name}`,
            onclick: () => {
              keep(
                'views',
                keptViews().filter(each => each.name !== view.name),
              );
              show();
              name.focus();
            },
          }),
        ),
      ),
    );
    if (views.length === 0) fill(list, h('li', null, 'None yet.'));
  };
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (!wanted) return;
    const done = keep('views', [{ name: wanted, address: app.href({}) }, ...keptViews().filter(each => each.name !== wanted)]);
    note(done ? `Kept: ${wanted}` : 'This browser does not let the page keep anything. Copy the link instead.');
    show();
  };
  const form = h(
    'form',
    { class: 'keep', onsubmit: save },
    h('label', { for: 'view-name' }, 'Name of this view'),
    name,
    h('button', { type: 'submit' }, 'Keep'),
  );
  const link = button('Copy a link to this view', { onclick: () => copy(location.href.split('#')[0] + app.href({}), '', 'Link copied.') });
  const dialog = openDialog('Kept views', [form, h('p', null, link), h('h3', null, 'Kept in this browser'), list], 'keep-dialog');
  show();
}

/** Whether "/" goes to the search box; it can be switched off, as WCAG 2.1.4 asks of keys of one letter. */
export function isSlashOn() {
  return kept('slash') !== false;
}

/** How to use the page and what it holds. */
export function openHelp() {
  const { header } = app.store;
  const slash = h('input', {
    type: 'checkbox',
    id: 'slash',
    checked: isSlashOn(),
    onchange: (/** @type {Event} */ event) => keep('slash', /** @type {HTMLInputElement} */ (event.target).checked),
  });
  const symbols = header.statuses.filter(status => status.code).flatMap(status => [h('dt', null, status.code), h('dd', null, status.means)]);
  openDialog(
    'About this page',
    [
      h('h3', null, 'Keys'),
      h(
        'dl',
        { class: 'facts' },
        h('dt', null, '/'),
        h('dd', null, 'to the search'),
        h('dt', null, 'Arrow keys in a chart'),
        h('dd', null, 'read one point after the other; Home and End the first and the last'),
        h('dt', null, 'Enter in a chart'),
        h('dd', null, 'what stands behind the point'),
        h('dt', null, 'Space, or a click'),
        h('dd', null, 'marks a place in every view'),
        h('dt', null, 'T in a chart'),
        h('dd', null, 'the table behind it'),
      ),
      h('p', { class: 'check' }, slash, h('label', { for: 'slash' }, 'The key / goes to the search')),
      h('h3', null, 'Symbols in place of a number'),
      h('dl', { class: 'facts' }, ...symbols),
      h('h3', null, 'Figures'),
      h('p', null, `Data as at ${header.as_at}. ${header.attribution}`),
      h('p', null, `Sources: ${header.credits}.`),
      h(
        'p',
        null,
        'Ranks, verdicts, limits and paragraphs were made by the program. The page itself works out only the mean, the range and the place among a group, by the program’s rules. Means are unweighted; none is shown where fewer than seven in ten have a figure. Nothing here says why a figure is as it is.',
      ),
      h('p', null, `Made by ${header.made_by}. This page asks nothing of any network.`),
    ],
    'help',
  );
}
