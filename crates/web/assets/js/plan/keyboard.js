// What the keys do in a plan: in a field that is open, and among those that are read.

import { one, targetOf } from '../dom.js';
import { OPEN, formOf, isBusy, save } from './field.js';
import { FIELD_LINK, STOPS, stopNear } from './focus.js';
import { move } from './moves.js';

export class Keyboard {
  #editors;
  #typeAhead;
  #waitingMove;

  /**
   * @param {import('./editors.js').Editors} editors
   * @param {import('./type-ahead.js').TypeAhead} typeAhead
   * @param {import('./moves.js').WaitingMove} waitingMove
   */
  constructor(editors, typeAhead, waitingMove) {
    this.#editors = editors;
    this.#typeAhead = typeAhead;
    this.#waitingMove = waitingMove;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.isComposing || event.keyCode === 229) return; // letters are still being put together
    const target = targetOf(event);
    if (!target) return;
    /** @type {HTMLElement | null} */
    const field = target.closest(OPEN);
    if (this.#typeAhead.isOn && isAdrift(target)) {
      if (this.#typeAhead.press(event, isOfLine(target))) event.preventDefault();
    } else if (field) {
      this.#pressInEditor(event, target, field);
    } else if (target.closest('#plan')) {
      this.#pressInPlan(event, target);
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Element} target
   * @param {HTMLElement} field
   */
  #pressInEditor(event, target, field) {
    const form = formOf(field);
    if (!form) return;
    const isField = target.matches('[data-felt]:not(select)');
    const isSave = event.ctrlKey || event.metaKey || (isField && !event.shiftKey && !event.altKey);
    if (event.key === 'Escape') {
      event.preventDefault();
      if (!isBusy(form)) this.#editors.close(field);
    } else if (event.key === 'Enter' && isSave) {
      event.preventDefault();
      save(form, form.matches('[data-ret]'));
    } else if (event.altKey && isArrow(event)) {
      event.preventDefault();
      move(form, event.key === 'ArrowUp' ? 'up' : 'down');
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Element} target
   */
  #pressInPlan(event, target) {
    const isPart = target.matches('[id^="d-"]');
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(isPart || target.matches(STOPS))) return;
    if (isArrow(event)) {
      event.preventDefault();
      const isUp = event.key === 'ArrowUp';
      if (event.altKey) this.#waitingMove.ask(target, isUp ? 'up' : 'down');
      else if (isPart && !isUp) one(HTMLElement, FIELD_LINK, target)?.focus();
      else stopNear(target, isUp ? -1 : 1, FIELD_LINK)?.focus();
    } else if (event.key === 'Enter' && isPart) {
      one(HTMLElement, FIELD_LINK, target)?.click();
    }
  }
}

/** @param {KeyboardEvent} event */
const isArrow = ({ key }) => key === 'ArrowUp' || key === 'ArrowDown';

/**
 * True where there is no field to type in: it is on its way, or gone.
 * @param {Element} node
 */
const isAdrift = (node) => node === document.body || Boolean(node.closest(OPEN)?.querySelector('form.htmx-request'));

/**
 * True in the form of an activity, whose line has several fields.
 * @param {Element} node
 */
function isOfLine(node) {
  const form = 'form' in node ? node.form : null;
  return form instanceof HTMLFormElement && form.elements.namedItem('period') !== null;
}
