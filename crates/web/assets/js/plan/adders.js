// The ways to add parts: a link opens one, and closing it puts the link back.

import { all, one } from '../dom.js';
import { adderKey, queryOf } from './adder-address.js';
import { FIELD_LINK, moveFocus, stopNear } from './focus.js';
import { getPart } from './htmx.js';
import { CLOSED } from './rescue.js';

export class Adders {
  #htmx;
  #rescue;
  /** @type {Map<string, HTMLElement>} the closed ways to add, as they stood before they were opened */
  #closed = new Map();

  /**
   * @param {import('./htmx.js').Htmx} htmx
   * @param {import('./rescue.js').Rescue} rescue
   */
  constructor(htmx, rescue) {
    this.#htmx = htmx;
    this.#rescue = rescue;
  }

  /** @param {HTMLElement} field which is closed, and about to be opened */
  remember(field) {
    const closed = copyOf(field);
    all(HTMLElement, '.hent-tekst, .felt-fejl', closed).forEach((node) => node.remove());
    all(HTMLElement, '.htmx-request', closed).forEach((node) => node.classList.remove('htmx-request'));
    this.#closed.set(adderKey(field), closed);
  }

  /**
   * @param {HTMLElement} field
   * @param {HTMLFormElement} form
   * @param {boolean} isAsked whether a person closes it, who then wants to be near it
   */
  async close(field, form, isAsked) {
    const isBetweenLines = Boolean(new FormData(form).get('after'));
    const closed = this.#closed.get(adderKey(field));
    if (!isBetweenLines && !closed) return this.#fetchClosed(field, form, isAsked);
    let focus = stopNear(field, -1, FIELD_LINK);
    this.#rescue.keep(field, CLOSED);
    if (isBetweenLines || !closed) {
      field.remove(); // the list has its own way to add at its end
    } else {
      const fresh = copyOf(closed);
      field.replaceWith(fresh);
      this.#htmx.process(fresh);
      focus = one(HTMLElement, '.tilfoej-link', fresh);
    }
    if (isAsked) focus?.focus();
    this.#rescue.offer();
  }

  /**
   * The page was loaded with the adder open, so its closed form is on the plan's page only.
   * @param {HTMLElement} field
   * @param {HTMLFormElement} form
   * @param {boolean} isAsked
   */
  async #fetchClosed(field, form, isAsked) {
    const link = `a[href$="${queryOf(new FormData(form))}"]`;
    const plan = form.querySelector('[data-luk]')?.getAttribute('href') ?? location.pathname;
    const how = { source: field, target: field, swap: 'outerHTML', select: `.tilfoej:has(> ${link})` };
    await getPart(this.#htmx, plan, how);
    if (isAsked) moveFocus(one(HTMLElement, `.tilfoej-link${link.slice(1)}`), field);
  }
}

/**
 * @param {HTMLElement} node
 * @returns {HTMLElement}
 */
const copyOf = (node) => /** @type {HTMLElement} */ (node.cloneNode(true)); // a copy is of the same kind
