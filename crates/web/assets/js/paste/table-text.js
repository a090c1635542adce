// Tables of a clipboard as text: rows of cells parted by tabs, which the server makes lines and fields of.
// Whatever needs a browser stands in clipboard-table.js.

/**
 * A cell of a table: its words, and how many rows and columns it covers.
 * @typedef {{ text: string, rowSpan: number, colSpan: number }} Cell
 */

/**
 * The rows as text. A cell that covers several rows or columns leaves empty ones there, so that columns stay columns.
 * @param {Cell[][]} rows
 */
export function textOfRows(rows) {
  /** @type {string[][]} */
  const filled = rows.map(() => []);
  rows.forEach((cells, at) => fillRow(filled, at, cells));
  // Without a tab there are no cells to tell apart, and quotation marks would be words.
  const written = filled.some((row) => row.length > 1) ? quoted : String;
  // Where nothing reached, a row has a hole, which `join` makes an empty cell of.
  return filled.map((row) => row.map((text) => written(text)).join('\t')).join('\n');
}

/**
 * @param {string[][]} rows
 * @param {number} at
 * @param {Cell[]} cells
 */
function fillRow(rows, at, cells) {
  let column = 0;
  for (const { text, rowSpan, colSpan } of cells) {
    while (rows[at][column] !== undefined) column += 1;
    for (let down = 0; down < Math.min(rowSpan, rows.length - at); down += 1) {
      for (let right = 0; right < colSpan; right += 1) rows[at + down][column + right] = '';
    }
    rows[at][column] = text;
  }
}

/** @param {string} text */
const quoted = (text) => (/["\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * The lines of a cell without the space around each, and without empty ones.
 * @param {string} text
 */
export const tidyLines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean).join('\n');

/**
 * What is put in of a clipboard: lines that end alike, and no empty ones at the end.
 * @param {string} text
 */
export const endedAlike = (text) => text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');

/**
 * The policy of the page forbids styles of others, and the browser would complain of each.
 * @param {string} html
 */
export function withoutStyle(html) {
  const plain = html.replace(/<(style|script|title)\b[\s\S]*?<\/\1>/gi, '');
  return plain.replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ''));
}
