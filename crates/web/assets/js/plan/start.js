// Makes writing a plan quick: puts together what knows of keys, fields, texts and requests, and has it listen.

import { targetOf } from '../dom.js';
import { onPaste } from '../paste/paste.js';
import { Adders } from './adders.js';
import { Announcer } from './announcer.js';
import { Editors } from './editors.js';
import { OPEN, isBlank, isDirty, openFields, openForms } from './field.js';
import { focusInput, grow } from './focus.js';
import { listenTo } from './htmx.js';
import { Keyboard } from './keyboard.js';
import { WaitingMove } from './moves.js';
import { Requests } from './requests.js';
import { Rescue, UNSAVED } from './rescue.js';
import { Trouble } from './trouble.js';
import { TypeAhead } from './type-ahead.js';

/**
 * @param {import('./htmx.js').Htmx} htmx
 * @param {import('./drafts.js').Drafts} drafts
 */
export function startPlan(htmx, drafts) {
  document.documentElement.classList.add('med-script'); // help on keys that do nothing without it
  htmx.config.defaultSettleDelay = 0; // nothing is animated, and a keystroke may follow at once
  const typeAhead = new TypeAhead();
  const waitingMove = new WaitingMove();
  const rescue = new Rescue(drafts);
  const adders = new Adders(htmx, rescue);
  const editors = new Editors({ htmx, adders, rescue, typeAhead, waitingMove });
  const trouble = new Trouble(typeAhead, waitingMove);
  const requests = new Requests({ adders, announcer: new Announcer(), editors, rescue, trouble, typeAhead });
  const keyboard = new Keyboard(editors, typeAhead, waitingMove);

  listenToHtmx(requests);
  document.addEventListener('paste', onPaste);
  document.addEventListener('keydown', (event) => keyboard.press(event));
  document.addEventListener('input', ({ target }) => grow(target));
  // Before htmx, which listens at the forms and links themselves.
  document.addEventListener('submit', (event) => endList(event, editors), true);
  document.addEventListener('click', (event) => closeByLink(event, editors), true);
  window.addEventListener('beforeunload', (event) => {
    if (openForms().some(isDirty)) event.preventDefault();
  });
  window.addEventListener('pagehide', () => openFields().forEach((field) => rescue.keep(field, UNSAVED)));

  openForms().slice(0, 1).forEach(focusInput);
  rescue.offer();
}

/** @param {Requests} requests */
function listenToHtmx(requests) {
  listenTo('htmx:beforeRequest', (event) => requests.begin(event));
  listenTo('htmx:beforeSwap', (event) => requests.beforeSwap(event));
  listenTo('htmx:afterSettle', (event) => requests.afterSettle(event));
  for (const name of ['htmx:responseError', 'htmx:sendError', 'htmx:sendAbort', 'htmx:timeout']) {
    listenTo(name, (event) => requests.failed(event));
  }
  listenTo('fokus', (event) => requests.focusPart(event));
}

/**
 * @param {MouseEvent} event
 * @param {Editors} editors
 */
function closeByLink(event, editors) {
  const link = targetOf(event)?.closest('a[data-luk]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  /** @type {HTMLElement | null} */
  const field = link.closest(OPEN);
  if (field) editors.close(field);
}

/**
 * Enter on an empty line ends the list.
 * @param {SubmitEvent} event
 * @param {Editors} editors
 */
function endList(event, editors) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-tilfoej]') || !isBlank(form)) return;
  event.preventDefault();
  event.stopPropagation();
  /** @type {HTMLElement | null} */
  const field = form.closest(OPEN);
  if (field) editors.close(field);
}
