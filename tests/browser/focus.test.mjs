// Where the keyboard is can always be seen, and it gets everywhere in an order that makes sense.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, useProduct } from './support.mjs';

const product = useProduct();

const STOPS = 30;

/** What has the focus, whether one can see that it has, and whether it is in the window with nothing over it. */
const focused = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(node);
    const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !/, 0\)$/.test(outlineColor);
    const [{ left, top, width, height }] = node.getClientRects();
    const shown = document.elementFromPoint(left + width / 2, top + height / 2);
    const isUncovered = shown !== null && (node.contains(shown) || shown.contains(node));
    return { name: node.outerHTML.slice(0, 120), isSeen: isOutlined || boxShadow !== 'none', isUncovered };
  });

/** Tabs on from where the focus is, and answers each stop. */
async function tab(page, count) {
  const stops = [];
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focused(page));
  }
  return stops;
}

async function openDemoPlan(page, title) {
  await page.goto('/handleplaner');
  await page.getByRole('link', { name: title }).click();
  await page.locator('#plan').waitFor();
}

for (const [what, title] of [
  ['a plan', 'Handleplan efter tilsyn – Bostedet Ternebakken'],
  ['a plan to approve', 'Handleplan efter egen gennemgang – Bofællesskabet Fyrlunden'],
]) {
  for (const width of [1280, 390]) {
    test(`The first ${STOPS} stops of ${what} show where the focus is, at ${width} px`, async (t) => {
      const page = await product.open(t, { as: 'botilbudsleder', width });
      await openDemoPlan(page, title);
      const stops = await tab(page, STOPS);
      assert.deepEqual(stops.filter(({ isSeen }) => !isSeen).map(({ name }) => name), []);
      assert.deepEqual(stops.filter(({ isUncovered }) => !isUncovered).map(({ name }) => name), []);
    });
  }
}

test('Every stop of an open field, an adder and a follow-up shows where the focus is', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto(await product.makePlan({ goals: ['Et mål'], activities: [['Ring', 'uge 45', 'Leder']] }));
  for (const name of [/^Ret Hvornår/, '+ Tilføj aktivitet', /^Følg op/]) {
    await page.getByRole('link', { name }).press('Enter');
    await page.locator('.felt-aaben [data-felt]:focus').first().waitFor();
    const own = await focused(page);
    const stops = [own, ...(await tab(page, await page.locator('.felt-aaben').locator('a, button, input:visible, select, textarea, summary').count()))];
    assert.deepEqual(stops.filter(({ isSeen }) => !isSeen).map((stop) => stop.name), []);
    await page.reload();
  }
});

test('The first stop of every page leads past the menu', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto('/tilsyn');
  const [first] = await tab(page, 1);
  assert.match(first.name, /Gå til indholdet/);
  assert.ok(first.isSeen && first.isUncovered);
  await page.keyboard.press('Enter');
  await becomes(() => page.evaluate(() => document.activeElement.id), 'indhold');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Registrér tilsyn' }).and(page.locator(':focus')).waitFor();
});

test('The score one types next is never under the bar with the buttons', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto('/tilsyn');
  await page.locator('tbody').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Bedømmelser' }).click();
  await page.locator('form[data-bedoemmelser] input[inputmode]').first().focus();
  const covered = [];
  for (let at = 0; at < 25; at += 1) {
    await page.keyboard.type('4');
    const { name, isUncovered } = await focused(page);
    if (!isUncovered) covered.push(name);
  }
  assert.deepEqual(covered, []);
});

test('The arrows go from field to field of a plan', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto(await product.makePlan({ goals: ['Første mål', 'Andet mål'] }));
  await page.getByRole('link', { name: 'Ret Mål: Første mål' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('link', { name: 'Ret Mål: Andet mål' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('link', { name: 'Ret Emne: Et emne' }).and(page.locator(':focus')).waitFor();
});

test('The menu of a plan opens and closes by the keyboard, and the focus returns to it', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto(await product.makePlan({}));
  const more = page.locator('summary', { hasText: 'Mere' });
  await more.press('Enter');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Kontrol før afsendelse' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await more.and(page.locator(':focus')).waitFor();
  assert.ok(await page.getByRole('link', { name: 'Historik' }).isHidden());
});

test('A form with faults comes back with the focus on what is wrong, and each fault leads to its field', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder', expected: /status of 422/ });
  await page.goto('/tilsyn/nyt');
  await page.getByLabel('Besøgsdato').fill('31-02-2026');
  await page.getByLabel('Besøgsdato').press('Enter');
  const summary = page.getByRole('alert', { name: 'Der er noget, der skal rettes' });
  await summary.and(page.locator(':focus')).waitFor();
  assert.equal(await page.getByLabel('Besøgsdato').inputValue(), '31-02-2026');
  await summary.getByRole('link', { name: 'Datoen findes ikke' }).press('Enter');
  await page.getByLabel('Besøgsdato').and(page.locator(':focus')).waitFor();
});
