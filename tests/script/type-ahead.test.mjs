// What is typed while a save is on its way: nothing of it is lost, and each word stands in its field.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TypeAhead, cellsOf } from '../../crates/web/assets/js/plan/type-ahead.js';

const NOTHING = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

/** @type {TypeAhead} */
let typeAhead;

beforeEach(() => {
  typeAhead = new TypeAhead();
  typeAhead.begin();
});

/**
 * Presses a key after the other: a letter is itself, and the others have their names.
 * @param {string[]} keys
 * @param {boolean} hasColumns
 */
const press = (keys, hasColumns = false) => keys.map((key) => typeAhead.press({ ...NOTHING, key }, hasColumns));

test('Nothing is taken before a save is on its way, and nothing after it', () => {
  typeAhead.stop();
  assert.equal(typeAhead.isOn, false);
  assert.deepEqual(press(['a']), [false]);
  assert.deepEqual(typeAhead.take(), { words: '', enters: 0 });
});

test('Letters and spaces are collected, and taken once', () => {
  assert.deepEqual(press([...'æ b']), [true, true, true]);
  assert.deepEqual(typeAhead.take(), { words: 'æ b', enters: 0 });
  assert.equal(typeAhead.isOn, false);
  assert.deepEqual(typeAhead.take(), { words: '', enters: 0 });
});

test('A new save begins with nothing', () => {
  press(['a']);
  typeAhead.begin();
  assert.deepEqual(typeAhead.take(), { words: '', enters: 0 });
});

test('Enter parts lines; those at the end are counted, since they save', () => {
  press(['a', 'Enter', 'b', 'Enter', 'Enter']);
  assert.deepEqual(typeAhead.take(), { words: 'a\nb', enters: 2 });
});

test('Enter before any word is no line, and each Enter alone is told', () => {
  press(['Enter', 'a']);
  assert.deepEqual(typeAhead.take(), { words: 'a', enters: 0 });
  typeAhead.begin();
  press(['Enter', 'Enter']);
  assert.deepEqual(typeAhead.take(), { words: '', enters: 2 });
});

test('What is left of Enter after a line goes on to the line that follows', () => {
  typeAhead.begin(2);
  assert.equal(typeAhead.isOn, true);
  press(['Enter']);
  assert.deepEqual(typeAhead.take(), { words: '', enters: 3 });
});

test('Backspace takes back what came last, and nothing from nothing', () => {
  press(['a', 'b', 'Enter', 'Backspace', 'Backspace', 'c']);
  assert.equal(typeAhead.take().words, 'ac');
  typeAhead.begin();
  assert.deepEqual(press(['Backspace']), [true]);
  assert.equal(typeAhead.take().words, '');
});

test('Tab leads on to the next column where there are several, and else is the browser’s', () => {
  assert.deepEqual(press(['a', 'Tab', 'b'], true), [true, true, true]);
  assert.equal(typeAhead.take().words, 'a\tb');
  typeAhead.begin();
  assert.deepEqual(press(['Tab']), [false]);
  assert.equal(typeAhead.press({ ...NOTHING, key: 'Tab', shiftKey: true }, true), false);
  assert.equal(typeAhead.take().words, '');
});

test('The browser’s own key combinations are left to it', () => {
  for (const held of ['ctrlKey', 'metaKey', 'altKey']) {
    assert.equal(typeAhead.press({ ...NOTHING, key: 'r', [held]: true }, false), false);
  }
  assert.equal(typeAhead.press({ ...NOTHING, key: 'R', shiftKey: true }, false), true);
  assert.equal(typeAhead.take().words, 'R');
});

test('Other keys write nothing, and do nothing either while there is no field', () => {
  assert.deepEqual(press(['ArrowUp', 'Escape', 'F5', 'Shift']), [true, true, true, true]);
  assert.equal(typeAhead.take().words, '');
});

test('The cells of one line stand in their own fields; several lines stand in the first', () => {
  assert.deepEqual(cellsOf('Ring\tuge 45\tLeder', 3), ['Ring', 'uge 45', 'Leder']);
  assert.deepEqual(cellsOf('Ring\t\tLeder', 3), ['Ring', '', 'Leder']);
  assert.deepEqual(cellsOf('Ring\tuge 45\nSkriv', 3), ['Ring\tuge 45\nSkriv']);
  assert.deepEqual(cellsOf('Et mål', 1), ['Et mål']);
  assert.deepEqual(cellsOf('Ring\tuge 45\tLeder\tx', 3), ['Ring', 'uge 45', 'Leder'], 'past the last there is none');
});
