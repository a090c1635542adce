// Fields are opened and closed, saved, and followed by the next.

import { one } from '../dom.js';
import { insertText } from '../paste/insert-text.js';
import { nextLine } from './adder-address.js';
import { OPEN, formOf, inputsOf, isBusy, isDirty, openFields, save } from './field.js';
import { FIELD_LINK, focusInput, moveFocus, stopNear } from './focus.js';
import { getPart } from './htmx.js';
import { cellsOf } from './type-ahead.js';

/**
 * @typedef {object} Uses
 * @property {import('./htmx.js').Htmx} htmx
 * @property {import('./adders.js').Adders} adders
 * @property {import('./rescue.js').Rescue} rescue
 * @property {import('./type-ahead.js').TypeAhead} typeAhead
 * @property {import('./moves.js').WaitingMove} waitingMove
 */

export class Editors {
  #uses;

  /** @param {Uses} uses */
  constructor(uses) {
    this.#uses = uses;
  }

  /**
   * @param {HTMLElement} field
   * @param {boolean} isAsked whether a person closes it, who then wants to be near it
   */
  async close(field, isAsked = true) {
    const { htmx, adders } = this.#uses;
    const form = formOf(field);
    if (!form) return;
    if (form.matches('[data-tilfoej]')) return adders.close(field, form, isAsked);
    const { id } = field;
    const how = { source: field, target: field, swap: 'outerHTML' };
    await getPart(htmx, `${form.getAttribute('action')}?show=1`, how);
    const closed = document.getElementById(id);
    if (isAsked && closed) moveFocus(one(HTMLElement, FIELD_LINK, closed), field);
  }

  /**
   * Editors without changes close by themselves when another opens: one thing at a time.
   * @param {HTMLElement} except
   */
  #closeIdle(except) {
    for (const field of openFields()) {
      const form = formOf(field);
      if (field !== except && form && !isDirty(form) && !isBusy(form)) this.close(field, false);
    }
  }

  /** @param {HTMLElement} field which has just come */
  opened(field) {
    const { rescue, typeAhead, waitingMove } = this.#uses;
    const form = formOf(field);
    if (!form) return;
    rescue.restoreInto(field);
    focusInput(form);
    const isLine = form.matches('[data-tilfoej]') && document.activeElement?.matches('[data-felt]');
    const typed = typeAhead.take();
    const { words, enters } = isLine ? typed : { words: '', enters: 0 };
    if (words) insertCells(form, words);
    this.#closeIdle(field);
    if (field.offsetHeight < window.innerHeight) field.scrollIntoView({ block: 'nearest' });
    waitingMove.carryOut(form);
    if (enters === 0) return;
    save(form, false); // an empty line ends the list, here as anywhere
    if (words && enters > 1) typeAhead.begin(enters - 1);
  }

  /**
   * @param {HTMLElement} field as it is read now
   * @param {Element} form that was sent
   */
  saved(field, form) {
    if (form.hasAttribute('data-videre')) this.#goOn(field);
    else moveFocus(one(HTMLElement, FIELD_LINK, field), field);
  }

  /**
   * After Enter in a field that was there: the next line of its list, else the next field.
   * @param {HTMLElement} field
   */
  async #goOn(field) {
    const { htmx, typeAhead } = this.#uses;
    const next = field.id.endsWith('-text') ? nextLine(field) : null;
    if (next) {
      await getPart(htmx, next.address, { source: field, target: next.item, swap: 'afterend' });
      const adder = next.item.nextElementSibling; // htmx tells of the item, not of what came after it
      if (adder instanceof HTMLElement && adder.matches(OPEN)) this.opened(adder);
    } else {
      moveFocus(stopNear(field, 1) ?? one(HTMLElement, FIELD_LINK, field), field);
    }
    typeAhead.stop();
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} words
 */
function insertCells(form, words) {
  const inputs = inputsOf(form);
  cellsOf(words, inputs.length).forEach((cell, at) => {
    inputs[at].focus();
    if (cell) insertText(inputs[at], cell);
  });
}
