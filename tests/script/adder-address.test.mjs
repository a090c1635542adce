// Where an adder adds: a link and a form for the same place have the same key.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyAt, queryOf } from '../../crates/web/assets/js/plan/adder-address.js';

const PARTS = '/handleplaner/0198/dele';

/** @param {Record<string, string>} values */
function form(values) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

test('A text typed in a form is found at the link that opens the same form', () => {
  const link = new URLSearchParams('?kind=goal&parent=7');
  const open = form({ kind: 'goal', parent: '7', after: '', text: 'Et mål' });
  assert.equal(keyAt(PARTS, link), keyAt(PARTS, open));
  assert.equal(keyAt(PARTS, link), '/handleplaner/0198 goal 7');
});

test('A finding has no parent, which a link leaves out and a form tells by nothing', () => {
  assert.equal(keyAt(PARTS, new URLSearchParams('?kind=block')), keyAt(PARTS, form({ kind: 'block', parent: '' })));
});

test('Other kinds, parents and plans are other places', () => {
  const addresses = [PARTS, '/handleplaner/0199/dele'];
  const asked = ['kind=goal&parent=7', 'kind=goal&parent=8', 'kind=effect&parent=7'];
  const keys = addresses.flatMap((address) => asked.map((query) => keyAt(address, new URLSearchParams(query))));
  assert.equal(new Set(keys).size, keys.length);
});

test('A form tells how the address of its link ends', () => {
  assert.equal(queryOf(form({ kind: 'goal', parent: '7' })), '?kind=goal&parent=7');
  assert.equal(queryOf(form({ kind: 'block', parent: '' })), '?kind=block');
});
