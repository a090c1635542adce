// Writing in a plan that is there: keys, paste, periods, moving, copying, deleting.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, tabTo, useProduct } from './support.mjs';

const product = useProduct();

const GOALS = ['Første mål', 'Andet mål', 'Tredje mål'];
const ACTIVITIES = [['Ring til alle', 'uge 45', 'Leder'], ['Skriv til alle', 'løbende', 'Team']];

/** The page of a small plan of its own. */
async function openPlan(t, parts = { goals: GOALS, activities: ACTIVITIES }) {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto(await product.makePlan(parts));
  return page;
}

const goals = (page) => page.locator('.emne .liste').first().locator('li[id] .ord').allInnerTexts();
const activities = (page) =>
  page.locator('li.linje').evaluateAll((lines) =>
    lines.map((line) => [...line.querySelectorAll('.felt:not(.opfoelgning) .felt-link')].map((link) => link.querySelector('.ord')?.innerText ?? '')),
  );
const link = (page, words) => page.getByRole('link', { name: words });
const focus = (page) => page.evaluate(() => document.activeElement.textContent.trim());

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** Opens a field with Enter and waits until one can write. */
async function openField(page, words) {
  await link(page, words).focus();
  await press(page, 'Enter');
  await page.locator('.felt-aaben [data-felt]:focus').waitFor();
}

/** Pastes as Ctrl+V does; `html` is what Word and Excel put on the clipboard beside the plain text. */
async function paste(page, plain, html) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async ([text, markup]) => {
    const item = { 'text/plain': new Blob([text], { type: 'text/plain' }) };
    if (markup) item['text/html'] = new Blob([markup], { type: 'text/html' });
    await navigator.clipboard.write([new ClipboardItem(item)]);
  }, [plain, html]);
  await press(page, 'Control+V');
}

test('Enter saves a line and opens the next under it; Enter on an empty line ends the list', async (t) => {
  const page = await openPlan(t);
  await openField(page, 'Ret Mål: Første mål');
  await page.keyboard.type(' i år\n');
  await page.locator('.tilfoej-aaben textarea:focus').waitFor();
  await page.keyboard.type('Et mål imellem\n');
  await becomes(() => goals(page), ['Første mål i år', 'Et mål imellem', 'Andet mål', 'Tredje mål']);
  await press(page, 'Enter');
  await becomes(() => page.locator('.felt-aaben').count(), 0);
  await becomes(() => focus(page), 'Ret Mål: Et mål imellem');
});

test('Shift+Enter breaks a line inside a text', async (t) => {
  const page = await openPlan(t);
  await openField(page, 'Ret Emne: Et emne');
  await press(page, 'Shift+Enter');
  await page.keyboard.type('i to linjer\n');
  await becomes(() => page.locator('.emne-tekst .ord').innerText(), 'Et emne\ni to linjer');
});

/** An adder in an empty plan, whose next save waits until `release` is called. */
async function openSlowAdder(t, name) {
  const page = await openPlan(t, {});
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/dele', async (route) => {
    await held;
    await route.continue();
  });
  await link(page, name).press('Enter');
  await page.locator('.tilfoej-aaben textarea:focus').waitFor();
  return { page, release };
}

test('What is typed while a save is on its way becomes the next lines', async (t) => {
  const { page, release } = await openSlowAdder(t, 'Tilføj mål');
  await page.keyboard.type('One\nTwo\nThree'); // plain letters: the driver sends no key for å
  release();
  await becomes(() => goals(page), ['One']);
  await page.locator('.tilfoej-aaben textarea:focus').waitFor();
  await press(page, 'Enter');
  await becomes(() => goals(page), ['One', 'Two', 'Three']);
});

test('Activities typed while a save is on its way keep their columns', async (t) => {
  const { page, release } = await openSlowAdder(t, 'Tilføj aktivitet');
  const lines = [['One', 'uge 45', 'Leder'], ['Two', 'uge 46', 'Team'], ['Three', 'uge 47', 'TRIO']];
  for (const words of lines) {
    for (const [at, word] of words.entries()) {
      await page.keyboard.type(word);
      await press(page, at < 2 ? 'Tab' : 'Enter');
    }
  }
  release();
  await becomes(() => activities(page), lines);
});

test('Enter twice ends the list, however slow the save is', async (t) => {
  const { page, release } = await openSlowAdder(t, 'Tilføj mål');
  await page.keyboard.type('One\n\n');
  release();
  await becomes(() => goals(page), ['One']);
  await becomes(() => page.locator('.felt-aaben').count(), 0);
});

test('Several lines pasted become several parts', async (t) => {
  const page = await openPlan(t, { goals: ['Første mål'] });
  await link(page, 'Tilføj mål').focus();
  await press(page, 'Enter');
  await page.locator('.tilfoej-aaben textarea:focus').waitFor();
  await paste(page, 'Andet mål\n\n• Tredje mål\n');
  await press(page, 'Enter');
  await becomes(() => goals(page), GOALS);
});

test('Several lines pasted into a line that is there become lines of their own', async (t) => {
  const page = await openPlan(t, { goals: ['Gammelt mål', 'Tredje mål'] });
  await openField(page, 'Ret Mål: Gammelt mål');
  await press(page, 'Control+A');
  await paste(page, 'Første mål\nAndet mål');
  assert.ok(await page.getByLabel('Lav hver linje til sin egen').isChecked());
  await press(page, 'Enter');
  await becomes(() => goals(page), GOALS);
});

test('A block of cells copied from Word becomes activities with period and owner', async (t) => {
  const page = await openPlan(t, {});
  await link(page, 'Tilføj aktivitet').focus();
  await press(page, 'Enter');
  await page.locator('.tilfoej-aaben textarea:focus').waitFor();
  const cell = (...lines) => `<td>${lines.map((line) => `<p class=MsoNormal>${line}</p>`).join('')}</td>`;
  const row = (...cells) => `<tr>${cells.join('')}</tr>`;
  const table = [
    row(cell('Ring til alle', 'og skriv det ned'), cell('uge 45'), cell('Leder')),
    row(cell('Hold møde'), cell('løbende'), cell('Team', 'TRIO')),
  ];
  await paste(page, 'Ring til alle\tuge 45\tLeder', `<html><body><table>${table.join('')}</table></body></html>`);
  await press(page, 'Enter');
  await becomes(() => activities(page), [
    ['Ring til alle\nog skriv det ned', 'uge 45', 'Leder'],
    ['Hold møde', 'løbende', 'Team\nTRIO'],
  ]);
});

test('A period is read while it is typed, and its reading stands by it afterwards', async (t) => {
  const page = await openPlan(t);
  await openField(page, 'Ret Hvornår: uge 45');
  await press(page, 'Control+A');
  await page.keyboard.type('ultimo november');
  await becomes(() => page.locator('.felt-aaben .laesning').innerText(), '21.–30. november 2026');
  await press(page, 'Enter');
  const field = page.locator('.felt', { has: link(page, 'Ret Hvornår: ultimo november') });
  await becomes(() => field.locator('.laesning').innerText(), '21.–30. november 2026');
  await becomes(() => focus(page), 'Ret Hvem: Leder');
});

test('A part moves with Alt and the arrows, open or closed, and keeps the focus', async (t) => {
  const page = await openPlan(t);
  await link(page, 'Ret Mål: Tredje mål').focus();
  await press(page, 'Alt+ArrowUp');
  await becomes(() => goals(page), ['Første mål', 'Tredje mål', 'Andet mål']);
  await becomes(() => focus(page), 'Ret Mål: Tredje mål');
  await press(page, 'Alt+ArrowUp');
  await becomes(() => goals(page), ['Tredje mål', 'Første mål', 'Andet mål']);
  await openField(page, 'Ret Mål: Tredje mål');
  await page.keyboard.type(' rettet');
  await press(page, 'Alt+ArrowDown');
  await becomes(() => goals(page), ['Første mål', 'Tredje mål rettet', 'Andet mål']);
});

test('A part is copied and deleted, and comes back with one key', async (t) => {
  const page = await openPlan(t);
  await openField(page, 'Ret Hvad: Ring til alle');
  await tabTo(page, page.getByRole('button', { name: 'Kopiér' }));
  await press(page, 'Enter');
  await becomes(() => activities(page), [ACTIVITIES[0], ACTIVITIES[0], ACTIVITIES[1]]);

  await openField(page, 'Ret Hvad: Skriv til alle');
  await tabTo(page, page.getByRole('button', { name: 'Slet' }));
  await press(page, 'Enter');
  await becomes(() => activities(page), [ACTIVITIES[0], ACTIVITIES[0]]);
  await becomes(() => focus(page), 'Fortryd');
  await press(page, 'Enter');
  await becomes(() => activities(page), [ACTIVITIES[0], ACTIVITIES[0], ACTIVITIES[1]]);
});
