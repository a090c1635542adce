// What could not be saved is told where it was typed, and what was typed stays.

import { LOG_IN } from '../addresses.js';
import { fieldOf, formOf, lock } from './field.js';

/** @typedef {(Node | string)[]} Words */

const LOGGED_OUT = 401;

export class Trouble {
  #typeAhead;
  #waitingMove;

  /**
   * @param {import('./type-ahead.js').TypeAhead} typeAhead
   * @param {import('./moves.js').WaitingMove} waitingMove
   */
  constructor(typeAhead, waitingMove) {
    this.#typeAhead = typeAhead;
    this.#waitingMove = waitingMove;
  }

  /**
   * @param {Element} node that asked
   * @param {Words} words
   */
  show(node, words) {
    this.#typeAhead.stop();
    this.#waitingMove.drop();
    const field = fieldOf(node);
    if (!field) return;
    hideTrouble(field);
    const form = formOf(field);
    form?.removeAttribute('data-videre');
    if (form) lock(form, false);
    const line = document.createElement('p');
    line.className = 'fejl felt-fejl';
    line.setAttribute('role', 'alert');
    line.append(...words);
    const buttons = form?.querySelector('.felt-knapper');
    if (buttons) buttons.before(line);
    else field.append(line);
  }
}

/** @param {Element | null} field */
export const hideTrouble = (field) => field?.querySelector('.felt-fejl')?.remove();

/**
 * The server's own words, where it answered with a message and nothing else.
 * @param {XMLHttpRequest} xhr
 * @returns {Words | null}
 */
export function messageOf(xhr) {
  const { children } = new DOMParser().parseFromString(xhr.responseText, 'text/html').body;
  return children.length === 1 && children[0].matches('p.fejl') ? [...children[0].childNodes] : null;
}

/**
 * @param {XMLHttpRequest} xhr
 * @param {boolean} isAnswered
 * @returns {Words}
 */
export function explain(xhr, isAnswered) {
  if (!isAnswered) return ['Ingen forbindelse. Teksten står her endnu; prøv igen om lidt.'];
  if (xhr.status !== LOGGED_OUT) return messageOf(xhr) ?? ['Det kunne ikke gemmes. Prøv igen.'];
  const link = document.createElement('a');
  Object.assign(link, { href: LOG_IN, target: '_blank', textContent: 'Log ind i en ny fane' });
  return ['Du er logget ud. ', link, ', og gem så igen her.'];
}
