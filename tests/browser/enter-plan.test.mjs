// After a tilsyn: the report's findings and scores, and the plan that answers them, by the keyboard alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, tabTo, useProduct } from './support.mjs';

const product = useProduct();

const FINDINGS = [
  ['Henstilling til, at sygefraværet kommer ned', '9.b 9.c', 'Henstilling'],
  ['Henstilling til, at alle borgere får delmål, der kan måles', '3.b', 'Henstilling'],
  ['Udviklingspunkt: Borgerne kan få større indflydelse på hverdagen', '4.b', 'Udviklingspunkt'],
  ['Opmærksomhedspunkt: Støj fra fællesrummet', '14b', 'Opmærksomhedspunkt'],
  ['Påbud om, at magtanvendelser bliver registreret til tiden', '6.a, 6.b', 'Påbud'],
  ['Anbefaling om at gøre gangen mere hjemlig', '14.c', 'Anbefaling'],
];
const SCORES = '43425344334255443221';

/** A page whose console tells of every use of a mouse, which a clean console then forbids. */
async function withoutMouse(t, options) {
  const page = await product.open(t, options);
  await page.addInitScript(() => addEventListener('pointerdown', () => console.error('a mouse was used'), true));
  return page;
}

/** Types a text, where \t is the Tab key and \n is Enter. */
async function type(page, text) {
  for (const [at, words] of text.split('\t').entries()) {
    if (at > 0) await page.keyboard.press('Tab');
    await page.keyboard.type(words);
  }
}

/** Goes to a link of this exact name with the keyboard, and follows it. */
async function enter(page, name, { within = page, key = 'Tab' } = {}) {
  await tabTo(page, within.getByRole('link', { name, exact: true }), key);
  await page.keyboard.press('Enter');
}

async function registerInspection(page) {
  await enter(page, 'Tilsyn');
  await page.waitForURL('/tilsyn');
  await enter(page, 'Registrér tilsyn');
  await page.waitForURL('/tilsyn/nyt');
  assert.ok(await page.getByLabel('Bostedet Ternebakken').isChecked(), 'the only unit one writes in is chosen beforehand');
  await tabTo(page, page.getByLabel('Tilsyn', { exact: true }));
  await type(page, 'Socialtilsyn Midt');
  await tabTo(page, page.getByLabel('Besøgsdato'));
  await type(page, '3-3-2026');
  await tabTo(page, page.getByLabel('Frist for handleplan'));
  await type(page, '1. maj 2026\n');
  await page.getByRole('heading', { name: 'Socialtilsyn Midt, 3. marts 2026' }).waitFor();
}

async function typeFindings(page) {
  const text = page.getByLabel('Fundets tekst');
  await tabTo(page, page.locator('summary', { hasText: 'Tilføj fund' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  for (const [at, [words, references]] of FINDINGS.entries()) {
    await becomes(() => text.evaluate((node) => node === document.activeElement), true);
    await type(page, `${words}\t${references}`);
    await tabTo(page, page.getByLabel('Frist fra tilsynet'));
    await type(page, '01-06-2026\n');
    await becomes(() => page.locator('.fundliste > li').count(), at + 1);
  }
}

async function typeScores(page) {
  await enter(page, 'Bedømmelser');
  await page.waitForURL(/bedoemmelser$/);
  const inputs = page.locator('form[data-bedoemmelser] input[inputmode]');
  await tabTo(page, inputs.first());
  await type(page, SCORES);
  assert.ok(await inputs.nth(SCORES.length).evaluate((node) => node === document.activeElement), 'a figure leads on to the next field');
  await page.keyboard.press('Enter');
  await page.waitForURL(/besked=gemt/);
}

const textsOf = (page, list) => page.locator(list).locator('li[id] .felt[id$="-text"] .ord').allInnerTexts();

test('An afdelingsleder enters a tilsyn, 6 findings, 20 scores and the plan from nothing, without a mouse', async (t) => {
  const page = await withoutMouse(t);
  await page.goto('/log-ind');
  await tabTo(page, page.getByLabel('E-mail'));
  await type(page, `afdelingsleder@handleplan.example\t${product.server.password}\n`);
  await page.getByRole('heading', { name: 'Hej Kasper' }).waitFor();

  await registerInspection(page);
  await typeFindings(page);
  const kinds = await page.locator('.fundliste .badge').allInnerTexts();
  assert.deepEqual(kinds, FINDINGS.map(([, , kind]) => kind), 'the kind is read from the text');
  const references = await page.locator('.fundliste .henvisning').allInnerTexts();
  assert.match(references[0], /indikator 9\.b og 9\.c/);
  assert.match(references[3], /indikator 14\.b/, '14b is 14.b');

  await typeScores(page);
  assert.equal(await page.locator('.bedoemt tr.indicator').count(), 20);
  assert.equal((await page.locator('.bedoemt tr.indicator td').allInnerTexts()).join(''), SCORES);

  await enter(page, 'Skriv handleplan');
  await tabTo(page, page.getByLabel('Titel'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/handleplaner\/[0-9a-f-]+$/);
  assert.equal(await page.locator('.fund').count(), 6, 'the plan has a place for every finding');

  const first = page.locator('.fund').first();
  await enter(page, '+ Tilføj emne', { within: first });
  await first.locator('.tilfoej-aaben textarea:focus').waitFor();
  await type(page, 'Sygefraværet var 9,1 procent.\n');
  await becomes(() => first.locator('.emne').count(), 1);
  await page.keyboard.press('Escape');

  await enter(page, '+ Tilføj mål', { within: first, key: 'Shift+Tab' });
  await first.locator('.tilfoej-aaben textarea:focus').waitFor();
  // Nobody waits for a save: what is typed meanwhile belongs to the next line. Plain letters, because the
  // driver has no keys for æøå and puts them in as if they were pasted.
  const goals = ['Fraværet er højst 7,0 procent.', 'Alle har haft en samtale.', 'Ingen er alene om det.'];
  await type(page, `${goals.join('\n')}\n\n`);
  await becomes(() => textsOf(first, '.liste:not(.aktiviteter) ul'), goals);

  await enter(page, '+ Tilføj aktivitet', { within: first });
  await first.locator('.tilfoej-aaben textarea:focus').waitFor();
  for (let at = 1; at <= 4; at += 1) {
    await type(page, `Aktivitet ${at}\tuge 4${at}\tLeder og team ${at}`);
    await page.keyboard.press('Enter');
    await becomes(() => first.locator('ol > li.linje').count(), at);
  }
  await page.keyboard.press('Enter');
  await becomes(() => first.locator('.tilfoej-aaben').count(), 0);

  await page.reload();
  assert.deepEqual(await textsOf(first, '.liste:not(.aktiviteter) ul'), goals, 'every goal is saved');
  const lines = await first.locator('ol > li.linje').evaluateAll((items) => items.map((item) => [...item.querySelectorAll('.ord, .laesning')].map((node) => node.innerText)));
  assert.deepEqual(lines[0], ['Aktivitet 1', 'uge 41', '5.–11. oktober 2026', 'Leder og team 1']);
  assert.equal(lines.length, 4);
});
