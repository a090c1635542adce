// Scores are typed down a list: what counts as one, and which key leads where.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isScore, stepOf } from '../../crates/web/assets/js/page/scores.js';

test('A score is a figure from 1 to 5, or none', () => {
  for (const text of ['1', '5', ' 3 ', '']) assert.ok(isScore(text), text);
  for (const text of ['0', '6', '12', '1,5', 'a', '-1']) assert.ok(!isScore(text), text);
});

test('Arrows lead up and down; Backspace leads up from an empty field only', () => {
  assert.equal(stepOf('ArrowDown', '3'), 1);
  assert.equal(stepOf('ArrowUp', '3'), -1);
  assert.equal(stepOf('Backspace', ''), -1);
  assert.equal(stepOf('Backspace', '3'), 0);
  assert.equal(stepOf('Tab', ''), 0);
});
