// Reads the tables that Word and Excel put on the clipboard.

import { all } from '../dom.js';
import { textOfRows, tidyLines, withoutStyle } from './table-text.js';

/**
 * The tables of a clipboard as text; empty where there are none, or where other words stand beside them.
 * @param {string} html
 */
export function tableText(html) {
  if (!/<table/i.test(html)) return '';
  const { body } = new DOMParser().parseFromString(withoutStyle(html), 'text/html');
  const tables = all(HTMLTableElement, 'table', body).filter((table) => !table.parentElement?.closest('table'));
  const rows = tables.flatMap((table) => [...table.rows]).map(cellsOf);
  tables.forEach((table) => table.remove());
  return body.textContent.trim() === '' ? textOfRows(rows) : '';
}

/** @param {HTMLTableRowElement} row */
const cellsOf = (row) =>
  [...row.cells].map((cell) => ({ text: cellText(cell), rowSpan: cell.rowSpan, colSpan: cell.colSpan }));

/** @param {HTMLTableCellElement} cell */
function cellText(cell) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    node.nodeValue = (node.nodeValue ?? '').replace(/\s+/g, ' ');
  }
  all(HTMLElement, 'br', cell).forEach((node) => node.replaceWith('\n'));
  all(HTMLElement, 'p, div, li, tr', cell).forEach((node) => node.append('\n'));
  return tidyLines(cell.textContent);
}
