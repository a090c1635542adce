// What an adder adds, and where. Adders have no identity of their own: the address tells it.

import { one } from '../dom.js';
import { formOf } from './field.js';

/**
 * What names the part to come: the query of a link, or the hidden inputs of a form.
 * @typedef {Pick<FormData | URLSearchParams, 'get'>} Asked
 */

/**
 * The key of an adder's text: the same whether it is a link or a form.
 * @param {string} address where parts of the plan are added; one level above it stands the plan
 * @param {Asked} asked
 */
export function keyAt(address, asked) {
  const plan = address.slice(0, address.lastIndexOf('/'));
  return `${plan} ${asked.get('kind')} ${asked.get('parent') ?? ''}`;
}

/**
 * How the address of the link ends that opens the adder.
 * @param {Asked} asked
 */
export function queryOf(asked) {
  const parent = asked.get('parent');
  return `?kind=${asked.get('kind')}${parent ? `&parent=${parent}` : ''}`;
}

/** @param {HTMLElement} field */
export function adderKey(field) {
  const link = one(HTMLAnchorElement, ':scope > .tilfoej-link', field);
  if (link) return keyAt(link.pathname, new URL(link.href).searchParams);
  const form = formOf(field);
  return form ? keyAt(new URL(form.action).pathname, new FormData(form)) : '';
}

/** @param {HTMLElement} field */
export const keyOf = (field) => field.id || adderKey(field);

/**
 * The line that a field belongs to, and the address of an adder right under it; null where the field is of no list.
 * @param {HTMLElement} field
 */
export function nextLine(field) {
  const item = field.closest('li[id^="d-"]');
  const others = [...(item?.parentElement?.children ?? [])];
  const adder = others.find((other) => other.matches('.tilfoej, .tilfoej-aaben'));
  const address = adder && addressOf(adder);
  return item && address ? { item, address: `${address}&after=${item.id.slice(2)}` } : null;
}

/** @param {Element} adder */
function addressOf(adder) {
  const form = formOf(adder);
  if (form) return form.getAttribute('action') + queryOf(new FormData(form));
  return adder.querySelector('.tilfoej-link')?.getAttribute('href');
}
