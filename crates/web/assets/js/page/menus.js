// Menus close as one expects of menus: by Escape, and by a click elsewhere.

import { all, one } from '../dom.js';

const openMenus = () => all(HTMLDetailsElement, 'details.menu[open]');

/** @param {KeyboardEvent} event */
export function closeMenus(event) {
  if (event.key !== 'Escape') return;
  for (const menu of openMenus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) one(HTMLElement, 'summary', menu)?.focus();
  }
}

/** @param {MouseEvent} event */
export function leaveMenus({ target }) {
  for (const menu of openMenus()) menu.open = target instanceof Node && menu.contains(target);
}
