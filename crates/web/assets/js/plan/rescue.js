// The way back to a text that was not saved: taken from a field that goes, offered where the field stands.

import { all, isInput, one } from '../dom.js';
import { keyOf } from './adder-address.js';
import { formOf, inputsOf, isDirty } from './field.js';
import { focusInput } from './focus.js';

export const CLOSED = 'Du lukkede uden at gemme.';
export const UNSAVED = 'Din tekst er ikke gemt.';

const OFFER = '.hent-tekst';

export class Rescue {
  #drafts;

  /** @param {import('./drafts.js').Drafts} drafts */
  constructor(drafts) {
    this.#drafts = drafts;
  }

  /**
   * Keeps what is typed in a field, if anything is.
   * @param {HTMLElement} field
   * @param {string} why it is not saved
   */
  keep(field, why) {
    const form = formOf(field);
    if (!form || !isDirty(form)) return;
    // The version goes along: what others save meanwhile must still be met as a conflict.
    const names = ['version', ...inputsOf(form).map((input) => input.name)];
    const values = [...new FormData(form)].filter(([name]) => names.includes(name));
    this.#drafts.keep(keyOf(field), { values, why });
  }

  /** @param {HTMLElement} field */
  forget(field) {
    this.#drafts.forget(keyOf(field));
  }

  /** Puts the way back to a kept text into each field that has one. */
  offer() {
    if (this.#drafts.isEmpty) return;
    for (const field of all(HTMLElement, '.plan .felt')) {
      const link = one(HTMLElement, ':scope > .felt-link, :scope > .tilfoej-link', field);
      const draft = link || formOf(field) ? this.#drafts.find(keyOf(field)) : undefined;
      if (draft && !field.querySelector(OFFER)) field.append(wayBack(draft.why, () => this.#take(field, link)));
    }
  }

  /**
   * @param {HTMLElement} field
   * @param {HTMLElement | null} link that opens it, unless it is open
   */
  #take(field, link) {
    this.#drafts.want(keyOf(field));
    if (link) return link.click();
    this.restoreInto(field);
    const form = formOf(field);
    if (form) focusInput(form);
  }

  /**
   * Puts the text that is wanted back into its field, if this is the one.
   * @param {HTMLElement} field which is open
   */
  restoreInto(field) {
    const draft = this.#drafts.takeWanted(keyOf(field));
    if (!draft) return;
    field.querySelector(OFFER)?.remove();
    for (const [name, value] of draft.values) {
      const input = formOf(field)?.elements.namedItem(name);
      if (!isInput(input)) continue;
      input.value = String(value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
}

/**
 * @param {string} why
 * @param {() => void} take
 */
function wayBack(why, take) {
  const line = document.createElement('p');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Hent teksten igen';
  button.addEventListener('click', take);
  line.className = OFFER.slice(1);
  line.append(why, ' ', button);
  return line;
}
