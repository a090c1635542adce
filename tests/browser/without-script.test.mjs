// Every job without JavaScript: pages and forms, nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useProduct } from './support.mjs';

const product = useProduct();

async function openPlan(t, { expected } = {}) {
  const page = await product.open(t, { as: 'afdelingsleder', javaScriptEnabled: false, expected });
  const parts = { goals: ['Første mål', 'Andet mål'], activities: [['Ring til alle', 'uge 45', 'Leder']] };
  await page.goto(await product.makePlan(parts));
  return page;
}

const goals = (page) => page.locator('.emne .liste').first().locator('li[id] .ord').allInnerTexts();
const goal = (page, words) => page.getByRole('link', { name: `Ret Mål: ${words}`, exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const text = (page) => page.locator('textarea[name="text"]');

test('A field is opened, written in and saved, and the page returns to it', async (t) => {
  const page = await openPlan(t);
  await goal(page, 'Første mål').click();
  await text(page).fill('Første mål, rettet');
  await button(page, 'Gem').click();
  await goal(page, 'Første mål, rettet').waitFor();
  assert.match(page.url(), /handleplaner\/[^/]+#d-/);
});

test('Each line typed becomes a goal, and an activity takes period and owner', async (t) => {
  const page = await openPlan(t);
  await page.getByRole('link', { name: 'Tilføj mål' }).click();
  await text(page).fill('Tredje mål\nFjerde mål');
  await button(page, 'Tilføj').click();
  await goal(page, 'Fjerde mål').waitFor();
  assert.deepEqual(await goals(page), ['Første mål', 'Andet mål', 'Tredje mål', 'Fjerde mål']);

  await page.getByRole('link', { name: 'Tilføj aktivitet' }).click();
  await text(page).fill('Skriv til alle');
  await page.getByLabel('Hvornår').fill('1. kvartal 2027');
  await page.getByLabel('Hvem').fill('Team');
  await button(page, 'Tilføj').click();
  await page.getByText('1. januar – 31. marts 2027').waitFor();
  assert.deepEqual(await page.locator('li.linje').last().locator('.ord').allInnerTexts(), ['Skriv til alle', '1. kvartal 2027', 'Team']);
});

test('A part is moved, with what was typed saved on the way, and copied', async (t) => {
  const page = await openPlan(t);
  await goal(page, 'Andet mål').click();
  await text(page).fill('Andet mål, nu først');
  await button(page, 'Flyt op').click();
  await goal(page, 'Andet mål, nu først').waitFor();
  assert.deepEqual(await goals(page), ['Andet mål, nu først', 'Første mål']);

  await goal(page, 'Første mål').click();
  await button(page, 'Kopiér').click();
  await goal(page, 'Første mål').nth(1).waitFor();
  assert.deepEqual(await goals(page), ['Andet mål, nu først', 'Første mål', 'Første mål']);
});

test('A part is deleted and brought back from »Slettede dele«', async (t) => {
  const page = await openPlan(t);
  await goal(page, 'Første mål').click();
  await button(page, 'Slet').click();
  await page.getByText('Det er slettet. Det kan gendannes.').waitFor();
  assert.deepEqual(await goals(page), ['Andet mål']);

  await page.locator('summary', { hasText: 'Mere' }).click();
  await page.getByRole('link', { name: 'Slettede dele' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Første mål' }).getByRole('button', { name: 'Gendan' }).click();
  await goal(page, 'Første mål').waitFor();
  assert.deepEqual(await goals(page), ['Første mål', 'Andet mål'], 'it stands where it stood');
});

test('An activity is followed up, and a date that is none is refused with the words kept', async (t) => {
  const page = await openPlan(t, { expected: /status of 422/ });
  await page.getByRole('link', { name: 'Følg op. Status: Ikke påbegyndt' }).click();
  await page.locator('.felt-aaben').getByLabel('Status').selectOption({ label: 'Igangsat' });
  await page.getByLabel('Hvordan går det?').fill('Tre af ti er ringet op.');
  await page.getByLabel('Dato', { exact: true }).fill('31-02-2026');
  await button(page, 'Gem').click();
  await page.getByRole('alert').filter({ hasText: 'Datoen findes ikke' }).waitFor();
  assert.equal(await page.getByLabel('Hvordan går det?').inputValue(), 'Tre af ti er ringet op.');
  await page.getByLabel('Dato', { exact: true }).fill('1. nov 2026');
  await button(page, 'Gem').click();
  await page.getByText('1. november 2026: Tre af ti er ringet op.').waitFor();
  await page.getByRole('link', { name: 'Følg op. Status: Igangsat' }).waitFor();
});

test('Two people in one field: the second gets a page with both texts', async (t) => {
  const mine = await openPlan(t, { expected: /status of 409/ });
  const theirs = await product.open(t, { as: 'botilbudsleder', javaScriptEnabled: false });
  await theirs.goto(mine.url());
  for (const page of [mine, theirs]) await goal(page, 'Første mål').click();
  await text(theirs).fill('Birgittes tekst');
  await button(theirs, 'Gem').click();
  await goal(theirs, 'Birgittes tekst').waitFor();

  await text(mine).fill('Kaspers tekst');
  await button(mine, 'Gem').click();
  await mine.getByRole('alert').filter({ hasText: 'Birgitte Ravnkær har rettet feltet' }).waitFor();
  assert.equal(await mine.locator('.deres').innerText(), 'Birgittes tekst');
  assert.equal(await text(mine).inputValue(), 'Kaspers tekst');
  await button(mine, 'Gem min tekst').click();
  await goal(mine, 'Kaspers tekst').waitFor();
});

test('One who is logged out meanwhile logs in elsewhere and saves what stands on the page', async (t) => {
  const page = await openPlan(t, { expected: /status of 401/ });
  await goal(page, 'Første mål').click();
  await text(page).fill('Et mål, der tog en halv time at skrive');
  await page.context().clearCookies();
  await button(page, 'Gem').click();
  await page.getByRole('heading', { name: 'Du er ikke længere logget ind' }).waitFor();
  assert.equal(await text(page).inputValue(), 'Et mål, der tog en halv time at skrive');
  const way = page.getByRole('link', { name: 'Log ind igen i en ny fane' });
  const [tab] = await Promise.all([page.context().waitForEvent('page'), way.click()]);
  await tab.getByLabel('E-mail').fill('afdelingsleder@handleplan.example');
  await tab.getByLabel('Adgangssætning').fill(product.server.password);
  await button(tab, 'Log ind').click();
  await tab.getByRole('heading', { name: 'Hej Kasper' }).waitFor();
  await tab.close();
  await text(page).fill('Et mål, der tog en time at skrive');
  await button(page, 'Gem igen').click();
  await goal(page, 'Et mål, der tog en time at skrive').waitFor();
});

test('Scores out of range are refused with every figure kept', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder', javaScriptEnabled: false, expected: /status of 422/ });
  await page.goto('/tilsyn');
  await page.locator('tbody').getByRole('link', { name: 'Socialtilsyn Midt' }).first().click();
  await page.getByRole('link', { name: 'Bedømmelser' }).click();
  const scores = page.locator('form[data-bedoemmelser] input[inputmode]');
  await scores.nth(0).fill('5');
  await scores.nth(1).fill('7');
  await button(page, 'Gem bedømmelser').click();
  await page.getByRole('alert').filter({ hasText: '»7« ved' }).waitFor();
  assert.equal(await scores.nth(0).inputValue(), '5');
  assert.equal(await scores.nth(1).inputValue(), '7');
  await scores.nth(1).fill('4');
  await button(page, 'Gem bedømmelser').click();
  await page.getByText('Ændringerne er gemt.').waitFor();
});
