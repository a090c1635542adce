// Where the keyboard is in the plan, and where it goes.

import { all, isInput } from '../dom.js';

/** The link that opens a field. */
export const FIELD_LINK = '.felt-link';
/** Where the keyboard stops while one reads the plan. */
export const STOPS = `${FIELD_LINK}, .tilfoej-link`;

/**
 * Gives focus to what follows from a change, unless the person has gone elsewhere meanwhile.
 * @param {HTMLElement | null | undefined} node
 * @param {HTMLElement} field
 */
export function moveFocus(node, field) {
  const at = document.activeElement;
  if (node && (!at || at === document.body || field.contains(at))) node.focus();
}

/** @param {HTMLFormElement} form */
export function focusInput(form) {
  const input = form.querySelector('[data-felt]');
  if (!isInput(input)) return;
  grow(input);
  input.focus();
  if (!(input instanceof HTMLSelectElement)) input.setSelectionRange(input.value.length, input.value.length);
}

/**
 * For browsers whose style sheets cannot do it.
 * @param {EventTarget | null} input
 */
export function grow(input) {
  if (!(input instanceof HTMLTextAreaElement) || CSS.supports('field-sizing', 'content')) return;
  input.style.height = 'auto';
  input.style.height = `${input.scrollHeight + 2}px`;
}

/**
 * The stop after (or before) a node, in the order of the page.
 * @param {Element} node
 * @param {1 | -1} step
 */
export function stopNear(node, step, selector = STOPS) {
  const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const found = all(HTMLElement, selector).filter(
    (stop) => node.compareDocumentPosition(stop) & side && !node.contains(stop),
  );
  return (step > 0 ? found[0] : found.at(-1)) ?? null;
}
