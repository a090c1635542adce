// The pictures of the guide: HANDLEPLAN_SCREENSHOTS=1 renews those in docs/billeder; else they lie in output, to be looked at.
// The picture of the Word file is taken where that is tested, in export.test.mjs.

import { test } from 'node:test';
import { screenshot, useProduct } from './support.mjs';

const product = useProduct();

const PLAN = 'Handleplan efter tilsyn – Bostedet Ternebakken';
const PROPOSED = 'Handleplan efter egen gennemgang – Bofællesskabet Fyrlunden';
const SENT = 'Handleplan efter skærpet tilsyn – Bocenter Stenkløveren';
const open = (t, as = 'afdelingsleder', expected) => product.open(t, { as, expected });

/** Goes to an address, and from there by links of these names. */
async function go(page, address, ...names) {
  await page.goto(address);
  for (const name of names) {
    const before = page.url();
    await page.locator('main').getByRole('link', { name, exact: true }).first().click();
    await page.waitForURL((now) => now.href !== before);
  }
}

test('The log-in', async (t) => {
  const page = await open(t, null);
  await go(page, '/log-ind');
  await screenshot(page, 'log-ind');
});

for (const [name, who, ...way] of [
  ['mit-arbejde', 'afdelingsleder', '/'],
  ['tilsyn', 'afdelingsleder', '/tilsyn', /^Socialtilsyn Midt/],
  ['bedoemmelser', 'afdelingsleder', '/tilsyn', /^Socialtilsyn Midt/, 'Bedømmelser'],
  ['plan', 'afdelingsleder', '/handleplaner', PLAN],
  ['kontrol', 'afdelingsleder', '/handleplaner', PLAN, /^Kontrol/],
  ['forloeb', 'botilbudsleder', '/handleplaner', PROPOSED, 'Forløb og godkendelse'],
  ['sammenlign', 'botilbudsleder', '/handleplaner', SENT, 'Forløb og godkendelse', 'Version 1', /^Se, hvad der er ændret/],
  ['hent', 'afdelingsleder', '/handleplaner', PLAN, 'Hent'],
  ['overblik', 'botilbudsleder', '/overblik'],
  ['aktiviteter', 'botilbudsleder', '/overblik', /overskredet/],
  ['kvalitetsmodel', 'afdelingsleder', '/kvalitetsmodel'],
]) {
  test(`The page »${name}«`, async (t) => {
    const page = await open(t, who);
    await go(page, ...way);
    await screenshot(page, name);
  });
}

test('A field open, with its guiding question', async (t) => {
  const page = await open(t);
  await go(page, '/handleplaner', PLAN);
  await page.getByRole('link', { name: /^Ret Mål/ }).first().click();
  await page.locator('.felt-aaben textarea:focus').waitFor();
  await screenshot(page, 'rediger');
});

test('A remark at its cell', async (t) => {
  const page = await open(t, 'botilbudsleder');
  await go(page, '/handleplaner', PROPOSED);
  await page.locator('.emne').first().evaluate((node) => node.scrollIntoView());
  await page.locator('.bemaerkning').first().hover();
  await screenshot(page, 'bemaerkning');
});

test('A conflict', async (t) => {
  const [mine, theirs] = [await open(t, 'afdelingsleder', /status of 409/), await open(t, 'botilbudsleder')];
  for (const page of [mine, theirs]) {
    await go(page, '/handleplaner', PLAN);
    await page.getByRole('link', { name: /^Ret Mål: Alle medarbejdere/ }).click();
    await page.locator('.felt-aaben textarea:focus').waitFor();
  }
  await theirs.locator('.felt-aaben textarea').fill('Alle medarbejdere med mere end 14 dages fravær har haft en samtale inden en måned.');
  await theirs.keyboard.press('Enter');
  await theirs.getByRole('link', { name: /inden en måned/ }).waitFor();
  await mine.locator('.felt-aaben textarea').fill('Alle medarbejdere med mere end 10 dages fravær har haft en samtale med deres leder.');
  await mine.keyboard.press('Enter');
  await mine.locator('.konflikt').waitFor();
  await screenshot(mine, 'konflikt');
});

test('An import before it is saved', async (t) => {
  const page = await open(t);
  await go(page, '/handleplaner', PLAN);
  const { bytes } = await product.downloadPlan(page, 'Word');
  await go(page, '/import');
  await page.getByLabel('Fil', { exact: true }).setInputFiles({ name: 'Handleplan 2025.docx', mimeType: '', buffer: bytes });
  await page.getByRole('button', { name: 'Læs filen' }).click();
  await page.getByRole('heading', { name: 'Se det igennem, før det gemmes' }).waitFor();
  await screenshot(page, 'import');
});
