// Two people in the same field: both texts are shown, and the one who comes second chooses.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeAtWidths, useProduct } from './support.mjs';

const product = useProduct();

const CONFLICT = /status of 409/;
const editor = (page) => page.locator('.felt-aaben textarea');
const goal = (page, words) => page.getByRole('link', { name: `Ret Mål: ${words}`, exact: true });

async function write(page, words) {
  await editor(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(words);
}

/** The field open in front of two people; the other of them has saved first. */
async function meet(t) {
  const address = await product.makePlan({ goals: ['Et mål'] });
  const mine = await product.open(t, { as: 'afdelingsleder', expected: CONFLICT });
  const theirs = await product.open(t, { as: 'botilbudsleder' });
  for (const page of [mine, theirs]) {
    await page.goto(address);
    await goal(page, 'Et mål').press('Enter');
  }
  await write(theirs, 'Birgittes tekst');
  await theirs.getByRole('button', { name: 'Gem', exact: true }).press('Enter');
  await goal(theirs, 'Birgittes tekst').waitFor();

  await write(mine, 'Kaspers tekst');
  await mine.keyboard.press('Enter');
  await mine.getByRole('alert').filter({ hasText: 'Birgitte Ravnkær har rettet feltet' }).waitFor();
  return { mine, theirs };
}

test('The second to save sees both texts and who wrote the other', async (t) => {
  const { mine } = await meet(t);
  assert.equal(await mine.locator('.konflikt .deres').innerText(), 'Birgittes tekst');
  assert.equal(await editor(mine).inputValue(), 'Kaspers tekst');
  await editor(mine).and(mine.locator(':focus')).waitFor();
  await axeAtWidths(mine);
});

test('Their own text stands after one more Enter, and the other finds it in the history', async (t) => {
  const { mine, theirs } = await meet(t);
  await mine.keyboard.press('Enter');
  await goal(mine, 'Kaspers tekst').waitFor();
  await theirs.reload();
  await goal(theirs, 'Kaspers tekst').press('Enter');
  await theirs.getByRole('link', { name: 'Historik', exact: true }).press('Enter');
  await theirs.getByRole('heading', { name: 'Historik for delen' }).waitFor();
  const told = await theirs.locator('.tidslinje > li').first().innerText();
  assert.match(told, /Kasper Tangmose[^]*Før[^]*Birgittes tekst[^]*Efter[^]*Kaspers tekst/);
});

test('A mix of both can be written and saved', async (t) => {
  const { mine } = await meet(t);
  await write(mine, 'Birgittes tekst og Kaspers');
  await mine.keyboard.press('Enter');
  await goal(mine, 'Birgittes tekst og Kaspers').waitFor();
});

test("The other's text stays where that is chosen, and one's own is still offered", async (t) => {
  const { mine } = await meet(t);
  await mine.getByRole('link', { name: 'Behold den andens' }).press('Enter');
  await goal(mine, 'Birgittes tekst').and(mine.locator(':focus')).waitFor();
  await mine.getByRole('button', { name: 'Hent teksten igen' }).press('Enter');
  await editor(mine).waitFor();
  assert.equal(await editor(mine).inputValue(), 'Kaspers tekst');
});

test('A text brought back after the other has saved still meets the conflict', async (t) => {
  const address = await product.makePlan({ goals: ['Et mål'] });
  const mine = await product.open(t, { as: 'afdelingsleder', expected: CONFLICT });
  const theirs = await product.open(t, { as: 'botilbudsleder' });
  for (const page of [mine, theirs]) await page.goto(address);
  await goal(mine, 'Et mål').press('Enter');
  await write(mine, 'Kaspers tekst');
  await mine.keyboard.press('Escape');
  await goal(theirs, 'Et mål').press('Enter');
  await write(theirs, 'Birgittes tekst');
  await theirs.keyboard.press('Control+Enter');
  await goal(theirs, 'Birgittes tekst').waitFor();

  await mine.getByRole('button', { name: 'Hent teksten igen' }).press('Enter');
  await editor(mine).and(mine.locator(':focus')).waitFor();
  await mine.keyboard.press('Enter');
  await mine.getByRole('alert').filter({ hasText: 'Birgitte Ravnkær har rettet feltet' }).waitFor();
});
