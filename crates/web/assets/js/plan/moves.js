// Moving a part up and down with the keyboard.

import { one } from '../dom.js';
import { FIELD_LINK } from './focus.js';

/** @typedef {'up' | 'down'} Way */

/**
 * Moves the part whose field is open: its editor saves and moves.
 * @param {HTMLFormElement} form
 * @param {Way} way
 */
export function move(form, way) {
  one(HTMLElement, `button[name=way][value=${way}]`, form)?.click();
}

/** A move that waits for the editor of its part to be open. */
export class WaitingMove {
  /** @type {Way | null} */
  #way = null;

  /**
   * @param {Element} node in the part
   * @param {Way} way
   */
  ask(node, way) {
    const part = node.closest('[id^="d-"]');
    const link = part && one(HTMLElement, FIELD_LINK, part);
    if (!link || node.matches('.tilfoej-link')) return;
    this.#way = way;
    link.click();
  }

  drop() {
    this.#way = null;
  }

  /** @param {HTMLFormElement} form that is open now */
  carryOut(form) {
    if (this.#way) move(form, this.#way);
    this.drop();
  }
}
