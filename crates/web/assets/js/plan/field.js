// A field of the plan that stands open: its form, what can be typed in it, and whether anything was.

import { all, isInput, one } from '../dom.js';

/** @typedef {import('../dom.js').Input} Input */

export const OPEN = '.felt-aaben';

/**
 * @param {Element} node
 * @returns {HTMLElement | null}
 */
export const fieldOf = (node) => node.closest('.felt');

/**
 * @param {Element} field
 * @returns {HTMLFormElement | null}
 */
export const formOf = (field) => field.querySelector('form');

export const openFields = () => all(HTMLElement, OPEN);
export const openForms = () => all(HTMLFormElement, `${OPEN} form`);

/** @param {HTMLFormElement} form */
export const inputsOf = (form) =>
  all(HTMLElement, 'textarea, input:not([type=hidden], [type=checkbox]), select[name=status]', form).filter(isInput);

/** @param {Input} input */
function isChanged(input) {
  if (!(input instanceof HTMLSelectElement)) return input.value !== input.defaultValue;
  const at = [...input.options].findIndex((option) => option.defaultSelected);
  return input.selectedIndex !== Math.max(at, 0);
}

/**
 * A form that the server sent back with a fault or a conflict holds words that are saved nowhere.
 * @param {HTMLFormElement} form
 */
export const isDirty = (form) =>
  inputsOf(form).some(isChanged) || form.querySelector('.konflikt, .form-error-message') !== null;

/** @param {HTMLFormElement} form */
export const isBlank = (form) => inputsOf(form).every((input) => input.value.trim() === '');

/** @param {HTMLFormElement} form */
export const isBusy = (form) => form.classList.contains('htmx-request');

/**
 * While its form is on its way, nothing is typed in it.
 * @param {HTMLFormElement} form
 * @param {boolean} isLocked
 */
export function lock(form, isLocked) {
  for (const input of inputsOf(form)) {
    if (!(input instanceof HTMLSelectElement)) input.readOnly = isLocked;
  }
}

/**
 * Saves as a click on the first button does, so that htmx knows which button it was.
 * @param {HTMLFormElement} form
 * @param {boolean} goesOn to the next field, when it is saved
 */
export function save(form, goesOn) {
  if (isBusy(form)) return;
  form.toggleAttribute('data-videre', goesOn);
  one(HTMLElement, '.button-primary', form)?.click();
}
