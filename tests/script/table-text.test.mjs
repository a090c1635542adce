// What is pasted from Word and Excel: which text a table becomes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endedAlike, textOfRows, tidyLines, withoutStyle } from '../../crates/web/assets/js/paste/table-text.js';

const cell = (text = '', { rowSpan = 1, colSpan = 1 } = {}) => ({ text, rowSpan, colSpan });
const row = (/** @type {string[]} */ ...texts) => texts.map((text) => cell(text));

test('Cells are parted by tabs, rows by line breaks', () => {
  const rows = [row('Ring', 'uge 45', 'Leder'), row('Skriv', '', 'Team')];
  assert.equal(textOfRows(rows), 'Ring\tuge 45\tLeder\nSkriv\t\tTeam');
  assert.equal(textOfRows([]), '');
});

test('A cell of several lines, or with quotation marks, stands in such marks', () => {
  assert.equal(textOfRows([row('Ring\ntil alle', 'Sig "hej"')]), '"Ring\ntil alle"\t"Sig ""hej"""');
});

test('In a table of one column quotation marks are words, and lines are lines', () => {
  assert.equal(textOfRows([row('Sig "hej"'), row('To\nlinjer')]), 'Sig "hej"\nTo\nlinjer');
});

test('A cell over several rows leaves the rows below it empty there', () => {
  const rows = [[cell('Ring', { rowSpan: 2 }), cell('uge 45')], [cell('uge 46')], row('Skriv', 'uge 47')];
  assert.equal(textOfRows(rows), 'Ring\tuge 45\n\tuge 46\nSkriv\tuge 47');
});

test('A cell over several columns leaves the columns beside it empty', () => {
  assert.equal(textOfRows([[cell('Hvad', { colSpan: 2 }), cell('Hvem')], row('a', 'b', 'c')]), 'Hvad\t\tHvem\na\tb\tc');
});

test('A cell over rows and columns moves the later cells of both rows aside', () => {
  const rows = [[cell('1'), cell('2', { rowSpan: 2, colSpan: 2 }), cell('3')], row('4', '5')];
  assert.equal(textOfRows(rows), '1\t2\t\t3\n4\t\t\t5');
});

test('A cell that claims more rows than there are makes none', () => {
  assert.equal(textOfRows([[cell('Ring', { rowSpan: 9 }), cell('uge 45')]]), 'Ring\tuge 45');
});

test('A cell that covers no row, as browsers tell of one that goes on to the end, still has its words', () => {
  assert.equal(textOfRows([[cell('Ring', { rowSpan: 0 }), cell('uge 45')], row('Skriv')]), 'Ring\tuge 45\nSkriv');
});

test('A row that another reaches into from above keeps its columns, also those that nothing reached', () => {
  const rows = [[cell('a'), cell('b'), cell('c', { rowSpan: 2 })], []];
  assert.equal(textOfRows(rows), 'a\tb\tc\n\t\t');
});

test('The lines of a cell are tidied', () => {
  assert.equal(tidyLines('  Ring til alle \n\n og skriv det ned\n'), 'Ring til alle\nog skriv det ned');
});

test('Lines of all systems end alike, and empty ones at the end fall away', () => {
  assert.equal(endedAlike('a\r\nb\rc\n\n\r\n'), 'a\nb\nc');
  assert.equal(endedAlike('\n  a '), '\n  a ');
});

test('Styles of others fall away, and no word that looks like one', () => {
  const html = `<style>td { color: red }</style><td class=x STYLE='a: "b"' id=y><p style=a>Ordet style="x"</p></td>`;
  assert.equal(withoutStyle(html), '<td class=x id=y><p>Ordet style="x"</p></td>');
});
