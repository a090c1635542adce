// Reviewing across homes, and telling how an activity goes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, useProduct } from './support.mjs';

const product = useProduct();

const total = (page) => page.locator('.noegletal li').first().locator('strong').innerText();
const rows = (page) => page.locator('main table tbody tr').count();

test('A botilbudsleder narrows the overview, drills down to the activities and on to the plan', async (t) => {
  const page = await product.open(t, { as: 'botilbudsleder' });
  await page.goto('/');
  await page.getByRole('link', { name: 'Overblik' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overblik' }).waitFor();
  const everything = Number(await total(page));

  await page.getByLabel('Enhed', { exact: true }).selectOption({ label: '\u00a0\u00a0\u00a0\u00a0Bocenter Stenkløveren' });
  await page.getByRole('button', { name: 'Vis' }).click();
  await page.waitForURL(/overblik\?.*enhed=/);
  const ofUnit = Number(await total(page));
  assert.ok(ofUnit > 0 && ofUnit < everything, `${ofUnit} of ${everything}`);
  assert.equal(await page.getByLabel('Enhed', { exact: true }).locator('option:checked').innerText(), '\u00a0\u00a0\u00a0\u00a0Bocenter Stenkløveren');

  const theme = page.locator('.tal').first().locator('tbody tr').filter({ hasText: 'Sundhed og trivsel' });
  const started = theme.getByRole('link').nth(2);
  const count = Number(await started.innerText());
  await started.click();
  await page.getByRole('heading', { level: 1, name: 'Aktiviteter' }).waitFor();
  await page.getByText('Sundhed og trivsel · Bocenter Stenkløveren · Igangsat.').waitFor();
  assert.equal(await rows(page), count);
  const units = await page.locator('tbody tr td:nth-child(6)').allInnerTexts();
  assert.deepEqual([...new Set(units)], ['Bocenter Stenkløveren']);

  const activity = page.locator('tbody tr').first().getByRole('link').first();
  const what = await activity.innerText();
  await activity.click();
  await page.waitForURL(/handleplaner\/[^#]+#d-/);
  const part = page.locator(':target');
  assert.match(await part.innerText(), new RegExp(what));
  await becomes(() => part.evaluate((node) => node.getBoundingClientRect().top >= 0 && node.getBoundingClientRect().bottom <= innerHeight), true);
});

test('Every number of the overview leads to exactly as many activities', async (t) => {
  const page = await product.open(t, { as: 'botilbudsleder' });
  await page.goto('/overblik');
  const numbers = await page.locator('.noegletal a, .tal a').evaluateAll((links) =>
    links.map((link) => ({ address: link.href, words: link.innerText.replace(/\s+/g, ' ') })),
  );
  assert.ok(numbers.length > 50, `${numbers.length} numbers`);
  const found = await page.evaluate((addresses) => Promise.all(addresses.map(async (address) => {
    let rows = 0;
    for (let next = address; next;) {
      const list = new DOMParser().parseFromString(await (await fetch(next)).text(), 'text/html');
      rows += list.querySelectorAll('main tbody tr').length;
      next = list.querySelector('main a[rel=next]')?.getAttribute('href');
    }
    return rows;
  })), numbers.map(({ address }) => address));
  const wrong = numbers.filter(({ words }, at) => Number(words.match(/\d+/g).at(-1)) !== found[at]);
  assert.deepEqual(wrong, []);
});

test('A medarbejder tells how an activity goes, from the front page, and cannot write in the plan', async (t) => {
  const page = await product.open(t, { as: 'medarbejder' });
  await page.goto('/');
  await page.getByRole('link', { name: 'Alle i mine enheder' }).click();
  const activity = page.getByRole('link', { name: 'Der hentes en pris på lydplader' });
  await activity.click();
  await page.waitForURL(/#d-/);
  assert.equal(await page.getByRole('link', { name: /^Ret |Tilføj/ }).count(), 0, 'staff may not write in it');

  const line = page.locator(':target');
  await line.getByRole('link', { name: 'Følg op. Status: Afventer' }).press('Enter');
  const status = line.getByLabel('Status');
  await status.and(page.locator(':focus')).waitFor();
  await status.selectOption({ label: 'Gennemført' });
  await line.getByLabel('Hvordan går det?').fill('Prisen er kommet, og pladerne er bestilt.');
  await line.getByRole('button', { name: 'Gem' }).press('Enter');
  await line.getByRole('link', { name: 'Følg op. Status: Gennemført' }).and(page.locator(':focus')).waitFor();
  await line.getByText('Prisen er kommet, og pladerne er bestilt.').waitFor();
  assert.equal(await line.getByText('Overskredet').count(), 0, 'what is done is not late');

  await page.getByRole('link', { name: 'Mit arbejde' }).click();
  await page.getByRole('link', { name: 'Alle i mine enheder' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await activity.count(), 0, 'what is done waits for nobody');
});

test('A follow-up dated tomorrow is refused with its words kept', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder', expected: /status of 422/ });
  await page.goto(await product.makePlan({ activities: [['Ring til alle', 'løbende', 'Leder']] }));
  await page.getByRole('link', { name: 'Følg op' }).press('Enter');
  await page.getByLabel('Hvordan går det?').fill('Det går godt.');
  await page.getByLabel('Dato').fill('31-12-2099');
  await page.getByLabel('Dato').press('Control+Enter');
  await page.getByRole('alert').filter({ hasText: 'Datoen ligger i fremtiden' }).waitFor();
  assert.equal(await page.getByLabel('Hvordan går det?').inputValue(), 'Det går godt.');
});

test('A reader sees the plan and its files, and nothing to change it with', async (t) => {
  const page = await product.open(t, { as: 'laeser' });
  await page.goto('/handleplaner');
  assert.equal(await page.getByRole('link', { name: /Ny handleplan|Importér/ }).count(), 0);
  await page.getByRole('link', { name: 'Handleplan efter tilsyn – Bostedet Ternebakken' }).click();
  await page.getByRole('link', { name: 'Hent', exact: true }).waitFor();
  assert.equal(await page.getByRole('link', { name: /^Ret |Tilføj|Følg op|regneark/ }).count(), 0);
  await page.getByRole('link', { name: 'Forløb og godkendelse' }).click();
  await page.getByRole('heading', { name: 'Næste skridt' }).waitFor();
  assert.equal(await page.locator('main').getByRole('button').count(), 0);
  await page.getByRole('link', { name: 'Kontrol før afsendelse' }).click();
  await page.getByRole('heading', { name: 'Kontrol før afsendelse' }).waitFor();
  assert.equal(await page.getByText('Fravig med en begrundelse').count(), 0);
});
