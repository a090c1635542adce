// What is typed and not saved is never gone: not by Escape, a wrong turn, a lost connection, a log-out or a refusal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, login, tabTo, useProduct } from './support.mjs';

const product = useProduct();

async function openPlan(t, { expected } = {}) {
  const page = await product.open(t, { as: 'afdelingsleder', expected });
  await page.goto(await product.makePlan({ goals: ['Første mål', 'Andet mål'] }));
  return page;
}

const editor = (page) => page.locator('.felt-aaben textarea');
const goal = (page, words) => page.getByRole('link', { name: `Ret Mål: ${words}` });
const rescue = (page) => page.getByRole('button', { name: 'Hent teksten igen' });

async function write(page, words) {
  await goal(page, 'Første mål').press('Enter');
  await editor(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.type(words);
}

test('Escape closes a field, and the focus returns to its link', async (t) => {
  const page = await openPlan(t);
  await write(page, '');
  await page.keyboard.press('Escape');
  await goal(page, 'Første mål').and(page.locator(':focus')).waitFor();
  assert.equal(await rescue(page).count(), 0, 'nothing was typed, so nothing is offered');
});

test('Escape closes an adder, and the focus returns to its link', async (t) => {
  const page = await openPlan(t);
  const adder = page.getByRole('link', { name: 'Tilføj mål' });
  await adder.press('Enter');
  await editor(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await adder.and(page.locator(':focus')).waitFor();
});

test('A text left with Escape is offered again, and comes back as it was typed', async (t) => {
  const page = await openPlan(t);
  await write(page, ' med flere ord');
  await page.keyboard.press('Escape');
  await goal(page, 'Første mål').and(page.locator(':focus')).waitFor();
  await tabTo(page, rescue(page));
  await page.keyboard.press('Enter');
  await becomes(() => editor(page).inputValue(), 'Første mål med flere ord');
  await editor(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await goal(page, 'Første mål med flere ord').waitFor();
  assert.equal(await rescue(page).count(), 0, 'it is saved, so nothing is offered');
});

test('The words of a new line left with Escape are offered again', async (t) => {
  const page = await openPlan(t);
  await page.getByRole('link', { name: 'Tilføj mål' }).press('Enter');
  await editor(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Et nyt, halvt');
  await page.keyboard.press('Escape');
  await tabTo(page, rescue(page));
  await page.keyboard.press('Enter');
  await becomes(() => editor(page).inputValue(), 'Et nyt, halvt');
});

test('Leaving the page with a text unsaved asks first, and coming back offers the text', async (t) => {
  const page = await openPlan(t);
  const address = page.url();
  let asked = 0;
  page.on('dialog', async (dialog) => {
    asked += dialog.type() === 'beforeunload';
    await dialog.accept();
  });
  await write(page, ', glemt');
  await page.getByRole('link', { name: 'Overblik' }).click();
  await page.waitForURL('/overblik');
  assert.equal(asked, 1);
  await page.goto(address);
  await rescue(page).press('Enter');
  await becomes(() => editor(page).inputValue(), 'Første mål, glemt');
});

test('A connection that is gone says so and keeps the text; the same key saves it when it is back', async (t) => {
  const page = await openPlan(t, { expected: /ERR_INTERNET_DISCONNECTED|htmx:(sendError|afterRequest)/ });
  await write(page, ' uden net');
  t.after(() => page.context().setOffline(false));
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Ingen forbindelse' }).waitFor();
  assert.equal(await editor(page).inputValue(), 'Første mål uden net');
  await page.context().setOffline(false);
  await page.keyboard.press('Enter');
  await goal(page, 'Første mål uden net').waitFor();
});

test('One who is logged out meanwhile logs in elsewhere and saves what stands there', async (t) => {
  const page = await openPlan(t, { expected: /status of 401|Status Error Code 401/ });
  await write(page, ' efter frokost');
  await page.context().clearCookies();
  await page.keyboard.press('Enter');
  const way = page.getByRole('link', { name: 'Log ind i en ny fane' });
  await way.waitFor();
  const [tab] = await Promise.all([page.waitForEvent('popup'), way.press('Enter')]);
  await tab.getByLabel('E-mail').fill('afdelingsleder@handleplan.example');
  await tab.getByLabel('Adgangssætning').fill(product.server.password);
  await tab.keyboard.press('Enter');
  await tab.getByRole('heading', { name: 'Hej Kasper' }).waitFor();
  await tab.close();
  await editor(page).press('Enter');
  await goal(page, 'Første mål efter frokost').waitFor();
});

test('A text with a CPR number is refused where it stands and can be corrected', async (t) => {
  const page = await openPlan(t, { expected: /status of 422/ });
  await write(page, ' for 010190-1234');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'CPR' }).waitFor();
  assert.equal(await editor(page).inputValue(), 'Første mål for 010190-1234');
  await editor(page).and(page.locator(':focus')).waitFor();
  for (let at = 0; at < ' for 010190-1234'.length; at += 1) await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await page.locator('.felt-aaben').and(page.locator('.tilfoej-aaben')).waitFor();
  await goal(page, 'Første mål').waitFor();
});

test('Moving another part keeps a text that stands open and unsaved', async (t) => {
  const page = await openPlan(t);
  await write(page, ', ikke gemt');
  await goal(page, 'Andet mål').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await rescue(page).press('Enter');
  await becomes(() => editor(page).inputValue(), 'Første mål, ikke gemt');
});

test('A text that is too long is refused as a whole, not cut off', async (t) => {
  const page = await openPlan(t, { expected: /status of 422/ });
  const words = 'ord '.repeat(6_000).trim();
  await write(page, '');
  await page.keyboard.press('Control+A');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), words);
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Teksten er for lang' }).waitFor();
  assert.equal((await editor(page).inputValue()).length, words.length);
});

test('Logging out takes unsaved texts off the machine', async (t) => {
  const page = await product.open(t);
  await login(page, 'afdelingsleder@handleplan.example', product.server.password);
  await page.goto(await product.makePlan({ goals: ['Første mål'] }));
  await write(page, ' privat');
  await page.keyboard.press('Escape');
  await rescue(page).waitFor();
  await page.getByRole('button', { name: 'Log ud' }).press('Enter');
  await page.waitForURL('/log-ind');
  assert.ok(!(await page.evaluate(() => JSON.stringify(sessionStorage))).includes('privat'));
});
