// Texts that are not saved: they outlive the page, come back once, and are gone when somebody logs out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Drafts } from '../../crates/web/assets/js/plan/drafts.js';

/** @type {import('../../crates/web/assets/js/plan/drafts.js').Draft} */
const DRAFT = { values: [['version', '3'], ['text', 'Et mål, der ikke er gemt']], why: 'Du lukkede uden at gemme.' };

/** What a browser keeps for a window. */
function emptyShelf(/** @type {string | null} */ text = null) {
  return {
    getItem: () => text,
    setItem: (/** @type {string} */ _, /** @type {string} */ changed) => { text = changed; },
    text: () => text ?? '',
  };
}

/** @returns {never} */
function refuse() {
  throw new Error('the browser keeps nothing');
}

test('A text outlives the page', () => {
  const shelf = emptyShelf();
  new Drafts(() => shelf).keep('f-1', DRAFT);
  const drafts = new Drafts(() => shelf);
  assert.equal(drafts.isEmpty, false);
  assert.deepEqual(drafts.find('f-1'), DRAFT);
  assert.equal(drafts.find('f-2'), undefined);
});

test('A text that is saved is kept no longer, and the others are', () => {
  const shelf = emptyShelf();
  const drafts = new Drafts(() => shelf);
  drafts.keep('f-1', DRAFT);
  drafts.keep('f-2', DRAFT);
  drafts.forget('f-1');
  assert.equal(drafts.find('f-1'), undefined);
  assert.deepEqual(new Drafts(() => shelf).find('f-2'), DRAFT);
  assert.equal(new Drafts(() => shelf).find('f-1'), undefined);
});

test('What is kept last of a field is what comes back', () => {
  const drafts = new Drafts(emptyShelf);
  drafts.keep('f-1', DRAFT);
  drafts.keep('f-1', { ...DRAFT, why: 'Din tekst er ikke gemt.' });
  assert.equal(drafts.find('f-1')?.why, 'Din tekst er ikke gemt.');
});

test('Logging out leaves nothing, in memory or in the browser', () => {
  const shelf = emptyShelf();
  const drafts = new Drafts(() => shelf);
  drafts.keep('f-1', DRAFT);
  assert.match(shelf.text(), /ikke er gemt/);
  drafts.clear();
  assert.equal(drafts.isEmpty, true);
  assert.equal(shelf.text(), '{}');
});

test('Only the text that is wanted comes back, when its own field opens, and once', () => {
  const drafts = new Drafts(emptyShelf);
  drafts.keep('f-1', DRAFT);
  drafts.keep('f-2', DRAFT);
  assert.equal(drafts.takeWanted('f-1'), null, 'nobody has asked for it');
  drafts.want('f-1');
  assert.equal(drafts.takeWanted('f-2'), null, 'another field');
  assert.deepEqual(drafts.takeWanted('f-1'), DRAFT);
  assert.equal(drafts.find('f-1'), undefined, 'it stands in the field again');
  drafts.keep('f-1', DRAFT);
  assert.equal(drafts.takeWanted('f-1'), null, 'it was asked for once');
});

test('A text that has come back is gone from the browser too', () => {
  const shelf = emptyShelf();
  const drafts = new Drafts(() => shelf);
  drafts.keep('f-1', DRAFT);
  drafts.want('f-1');
  drafts.takeWanted('f-1');
  assert.equal(new Drafts(() => shelf).isEmpty, true);
});

test('A browser that keeps nothing, or shows nothing, leaves the texts in memory', () => {
  const shelves = [() => ({ getItem: refuse, setItem: refuse }), refuse];
  for (const shelf of shelves) {
    const drafts = new Drafts(shelf);
    drafts.keep('f-1', DRAFT);
    assert.deepEqual(drafts.find('f-1'), DRAFT);
    drafts.clear();
    assert.equal(drafts.isEmpty, true);
  }
});

test('What cannot be read is as if nothing had been kept', () => {
  for (const text of ['', 'null', '{"f-1":']) assert.equal(new Drafts(() => emptyShelf(text)).isEmpty, true);
});
