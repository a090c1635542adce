// What htmx tells of its requests: what goes is kept, what comes is made ready.

import { all } from '../dom.js';
import { OPEN, fieldOf, formOf, lock } from './field.js';
import { CLOSED, UNSAVED } from './rescue.js';
import { explain, hideTrouble, messageOf } from './trouble.js';

/**
 * @typedef {object} Uses
 * @property {import('./adders.js').Adders} adders
 * @property {import('./announcer.js').Announcer} announcer
 * @property {import('./editors.js').Editors} editors
 * @property {import('./rescue.js').Rescue} rescue
 * @property {import('./trouble.js').Trouble} trouble
 * @property {import('./type-ahead.js').TypeAhead} typeAhead
 */

export class Requests {
  #uses;
  /** Where the page stood before the whole plan was replaced; the browser loses its place then. */
  #scrolledTo = 0;

  /** @param {Uses} uses */
  constructor(uses) {
    this.#uses = uses;
  }

  /** @param {CustomEvent<import('./htmx.js').Told>} event */
  begin({ detail: { elt } }) {
    const { typeAhead } = this.#uses;
    hideTrouble(fieldOf(elt));
    if (!(elt instanceof HTMLFormElement) || !elt.closest(OPEN)) return;
    if (elt.matches('[data-tilfoej], [data-videre]')) typeAhead.begin();
    else typeAhead.stop();
    lock(elt, true);
  }

  /** @param {CustomEvent<import('./htmx.js').ToldBeforeSwap>} event */
  beforeSwap({ detail }) {
    const { adders, rescue, trouble } = this.#uses;
    const { requestConfig: request, target, xhr } = detail;
    const own = request.verb === 'post' ? request.elt : null;
    const message = detail.shouldSwap && own && xhr.status >= 400 ? messageOf(xhr) : null;
    if (own && message) {
      // A bare message instead of the form would take the form's words away.
      detail.shouldSwap = false;
      trouble.show(own, message);
    }
    if (!detail.shouldSwap || detail.swapOverride === 'afterend' || !(target instanceof HTMLElement)) return;
    for (const field of [...(target.matches(OPEN) ? [target] : []), ...all(HTMLElement, OPEN, target)]) {
      if (formOf(field) !== own) rescue.keep(field, request.elt === field ? CLOSED : UNSAVED);
      else if (xhr.status < 400) rescue.forget(field);
    }
    if (target.matches('.tilfoej')) adders.remember(target);
    if (target.id === 'plan') this.#scrolledTo = window.scrollY;
  }

  /** @param {CustomEvent<import('./htmx.js').Told>} event */
  afterSettle({ target, detail: { requestConfig: request, xhr } }) {
    const { announcer, editors, rescue } = this.#uses;
    if (!(target instanceof HTMLElement) || !target.isConnected) return;
    if (target.matches(OPEN)) editors.opened(target);
    if (target.id === 'plan') window.scrollTo(0, this.#scrolledTo);
    if (request.verb === 'post' && xhr.status < 400) {
      if (target.matches('.felt[id]')) editors.saved(target, request.elt);
      if (!isRemoval(request)) {
        announcer.say('Gemt');
        document.getElementById('fortryd')?.replaceChildren();
      }
    }
    rescue.offer();
  }

  /** @param {CustomEvent<import('./htmx.js').Told>} event */
  failed({ type, detail: { requestConfig: request, elt, xhr } }) {
    this.#uses.trouble.show(request?.elt ?? elt, explain(xhr, type === 'htmx:responseError'));
  }

  /**
   * The server tells which part of a plan that was replaced is looked at; where it is gone, one may want it back.
   * @param {CustomEvent<{ value: string }>} event
   */
  focusPart({ detail }) {
    const part = document.getElementById(detail.value);
    this.#uses.typeAhead.stop();
    (part ?? document.querySelector('#fortryd button'))?.focus({ preventScroll: true });
    part?.scrollIntoView({ block: 'nearest' });
  }
}

/**
 * True where the button of the form was pressed that removes the part.
 * @param {import('./htmx.js').HtmxRequest} request
 */
const isRemoval = ({ elt, path }) => elt.querySelector('button.slet')?.getAttribute('formaction') === path;
