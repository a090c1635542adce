// Asking the page for elements of a kind. What they mean is known elsewhere.

/** @typedef {HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement} Input */

/**
 * @template {Element} Kind
 * @param {new () => Kind} kind
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {Kind[]}
 */
export function all(kind, selector, root = document) {
  const isOfKind = /** @returns {node is Kind} */ (/** @type {Element} */ node) => node instanceof kind;
  return [...root.querySelectorAll(selector)].filter(isOfKind);
}

/**
 * @template {Element} Kind
 * @param {new () => Kind} kind
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {Kind | null}
 */
export function one(kind, selector, root = document) {
  const node = root.querySelector(selector);
  return node instanceof kind ? node : null;
}

/**
 * Where an event happened: some happen to the window or the document.
 * @param {Event} event
 * @returns {Element | null}
 */
export const targetOf = ({ target }) => (target instanceof Element ? target : null);

/**
 * @param {unknown} node
 * @returns {node is Input}
 */
export function isInput(node) {
  const kinds = [HTMLTextAreaElement, HTMLInputElement, HTMLSelectElement];
  return kinds.some((kind) => node instanceof kind);
}
