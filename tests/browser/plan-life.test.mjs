// The life of a plan: checked, sent for approval, returned with a remark, approved, sent to the tilsyn, and compared
// with what was sent.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { becomes, tabTo, useProduct } from './support.mjs';

const product = useProduct();

const PLAN = 'Handleplan efter tilsyn – Bostedet Ternebakken';
const REASON = 'Tidsrammen aftales, når de to mentorer er fundet.';
const MESSAGE = 'Planen er drøftet i TRIO og på personalemødet.';
const REMARK = 'Skriv gerne, hvor mange gange om året I holder samtalerne.';
const CASE_NUMBER = '26-004711';
const PROPOSED = 'Handleplan efter egen gennemgang – Bofællesskabet Fyrlunden';
const APPROVED = 'Handleplan efter tilsyn – Lærkespor, Afdeling Ager';

const link = (page, name) => page.locator('main').getByRole('link', { name, exact: true });
const flaws = (page, title) => page.locator('main').getByRole('heading', { name: title }).locator('+ .kontrolliste > li');
const told = (page, words) => page.getByText(words, { exact: true }).waitFor();
const story = (page) => page.locator('.tidslinje > li').allInnerTexts();
const stage = (page) => page.locator('.trin [aria-current]').innerText();

/** Goes to a plan by the list, as one does. */
async function openPlan(page, title) {
  await page.goto('/handleplaner');
  await link(page, title).click();
  await page.locator('#plan').waitFor();
}

/** Presses a link with Enter and waits until it has led on. */
async function follow(page, target) {
  const before = page.url();
  await target.press('Enter');
  await page.waitForURL(({ href }) => href !== before);
}

/** The form of a step on the page of a plan's life. */
const step = (page, name) => page.locator('form', { has: page.getByRole('heading', { name, exact: true }) });

/** Takes a step with the keyboard: the fields of its form, by their labels, and its button. */
async function take(page, name, fields = {}) {
  for (const [label, words] of Object.entries(fields)) {
    await tabTo(page, step(page, name).getByLabel(label));
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(words);
  }
  await tabTo(page, step(page, name).getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

/** Waives the first flaw of a list that stands open. */
async function waive(page, title, reason) {
  const flaw = flaws(page, title).first();
  await flaw.getByText('Fravig med en begrundelse').press('Enter');
  await flaw.getByLabel('Hvorfor er det rigtigt, som det står?').fill(reason);
  await flaw.getByRole('button', { name: 'Fravig', exact: true }).press('Enter');
  await told(page, 'Punktet er fraveget, og begrundelsen er gemt.');
}

async function checkAndPropose(page) {
  await openPlan(page, PLAN);
  await page.getByRole('link', { name: 'Kontrol: 4 ting skal rettes' }).waitFor();

  // From the mark in the table to what it says, and back to the place.
  await follow(page, page.locator('#plan').getByRole('link', { name: 'Aktivitet uden tidsramme' }).first());
  const flaw = page.locator(':target');
  await flaw.getByText('»To erfarne medarbejdere læres op som mentorer« har ingen tidsramme').waitFor();
  await becomes(() => flaw.evaluate((node) => node.getBoundingClientRect().top >= 0 && node.getBoundingClientRect().bottom <= innerHeight), true);
  await follow(page, flaw.getByRole('link', { name: 'Gå til stedet i planen' }));
  await page.locator(':target').getByRole('link', { name: 'Ret Hvad: To erfarne medarbejdere læres op som mentorer' }).waitFor();

  await page.goBack();
  await waive(page, 'Skal rettes eller fraviges (4)', REASON);
  assert.equal(await flaws(page, 'Skal rettes eller fraviges (3)').count(), 3);
  const waived = await flaws(page, 'Fraveget med begrundelse (1)').innerText();
  assert.match(waived, new RegExp(`Kasper Tangmose .* kl\\. .*: ${REASON}`));

  await follow(page, link(page, 'Gå til forløb og godkendelse'));
  assert.match(await stage(page), /Kladde/);
  await take(page, 'Send til godkendelse', { Besked: MESSAGE });
  await told(page, 'Planen er sendt til godkendelse.');
  assert.match(await stage(page), /Til godkendelse/);
  assert.equal(await page.getByRole('button', { name: 'Godkend', exact: true }).count(), 0, 'one who writes does not approve');
}

async function remarkAndReturn(page) {
  await page.goto('/');
  const waiting = page.getByRole('heading', { name: 'Planer, der venter på din godkendelse' }).locator('+ ul');
  await follow(page, waiting.getByRole('link', { name: PLAN, exact: true }));
  await page.locator('#plan').waitFor();
  await follow(page, page.getByRole('link', { name: 'Skriv bemærkning til Hvornår: inden udgangen af oktober 2026' }));
  await told(page, 'inden udgangen af oktober 2026');
  await page.getByLabel('Bemærkning').fill(REMARK);
  await page.getByRole('button', { name: 'Gem bemærkningen' }).press('Enter');
  await page.locator(':target .bemaerkning').filter({ hasText: `Birgitte Ravnkær: ${REMARK}` }).waitFor();

  await follow(page, link(page, 'Forløb og godkendelse'));
  assert.match((await story(page))[0], new RegExp(`Kasper Tangmose sendte planen til godkendelse[^]*${MESSAGE}`));
  await take(page, 'Send retur', { 'Hvad skal ændres?': 'Der er én bemærkning.' });
  await page.getByText(/^Planen er sendt retur/).waitFor();
  assert.match(await stage(page), /Kladde/);
}

async function putRightAndProposeAgain(page) {
  await openPlan(page, PLAN);
  await follow(page, page.getByRole('link', { name: '1 bemærkning venter' }));
  await follow(page, page.getByRole('listitem').filter({ hasText: REMARK }).getByRole('link'));
  const line = page.locator(':target');
  await line.getByText(REMARK).first().waitFor();
  await line.getByRole('link', { name: /^Ret Hvornår/ }).press('Enter');
  await page.locator('.felt-aaben [data-felt]:focus').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('4 gange om året');
  await page.keyboard.press('Enter');
  await line.getByRole('link', { name: 'Ret Hvornår: 4 gange om året' }).waitFor();
  assert.equal(await line.locator('.kontrolmaerke').count(), 0, 'the mark goes with what it was about');
  await line.getByRole('button', { name: 'Markér som rettet' }).press('Enter');
  await becomes(() => page.locator('.bemaerkning').count(), 0);

  await page.locator('summary', { hasText: 'Mere' }).press('Enter');
  await follow(page, link(page, 'Kontrol før afsendelse'));
  for (const count of [3, 2, 1]) await waive(page, `Skal rettes eller fraviges (${count})`, 'Det aftales på næste ledermøde.');
  await page.getByText(/^Intet hindrer, at planen sendes\./).waitFor();

  await follow(page, link(page, 'Gå til forløb og godkendelse'));
  await take(page, 'Send til godkendelse', { Besked: 'Bemærkningen er rettet.' });
  await told(page, 'Planen er sendt til godkendelse.');
  await page.locator('summary', { hasText: 'Rettede bemærkninger (1)' }).press('Enter');
  await page.getByText(new RegExp(`Birgitte Ravnkær: ${REMARK} – rettet af Kasper Tangmose`)).waitFor();
}

async function approveAndSubmit(page) {
  await openPlan(page, PLAN);
  await follow(page, link(page, 'Forløb og godkendelse'));
  await take(page, 'Godkend');
  await told(page, 'Planen er godkendt.');
  await take(page, 'Send til tilsynet', { 'Sendt den': '1. nov 2026', 'Sendt som': 'Digital Post', Sagsnummer: CASE_NUMBER });
  await page.getByText('Versionen er gemt.').waitFor();
  assert.match(await stage(page), /Sendt til tilsynet/);
  const acts = (await story(page)).map((text) => text.match(/(Kasper|Birgitte) \S+ (.*?) \d/).slice(1).join(' '));
  assert.deepEqual(acts, [
    'Birgitte sendte planen til tilsynet',
    'Birgitte godkendte planen',
    'Kasper sendte planen til godkendelse',
    'Birgitte sendte planen retur',
    'Kasper sendte planen til godkendelse',
  ]);
}

/** The files of the version that is open: name, address and the hash that stands beside it. */
const filesOf = (page) =>
  page.locator('.filer > li').evaluateAll((items) =>
    items.map((item) => ({ name: item.querySelector('a').innerText, address: item.querySelector('a').href, hash: item.querySelector('.hash').innerText })),
  );

/** The bytes of each file, which must be those the page says they are. */
async function fetchFiles(page, files) {
  return Promise.all(files.map(async ({ name, address, hash }) => {
    const bytes = await (await page.request.get(address)).body();
    assert.equal(createHash('sha256').update(bytes).digest('hex'), hash, name);
    return bytes;
  }));
}

async function seeVersion(page) {
  await follow(page, link(page, 'Version 1').first());
  await page.getByText(`sendt 1. november 2026 som Digital Post af Birgitte Ravnkær, sag ${CASE_NUMBER}`).waitFor();
  await page.getByRole('region', { name: PLAN }).getByText('4 gange om året').waitFor();
  const files = await filesOf(page);
  assert.deepEqual(files.map(({ name }) => name.replace(/\d{4}-\d\d-\d\d/, 'DAG')), [
    'Handleplan Bostedet Ternebakken tilsyn DAG v1.docx',
    'Handleplan Bostedet Ternebakken tilsyn DAG v1.pdf',
  ]);
  const file = await product.download(page, link(page, files[1].name));
  assert.equal(file.name, files[1].name);
  assert.equal(file.bytes.toString('latin1', 0, 4), '%PDF');
  return { address: page.url(), files, bytes: await fetchFiles(page, files) };
}

async function changeText(page) {
  await openPlan(page, PLAN);
  await page.getByRole('link', { name: 'Ret Hvem: Ejendomsservice' }).press('Enter');
  await page.locator('.felt-aaben [data-felt]:focus').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Teknisk service\n');
  await page.getByRole('link', { name: 'Ret Hvem: Teknisk service' }).waitFor();
}

async function seeWhatChanged(page) {
  await page.locator('summary', { hasText: 'Mere' }).press('Enter');
  await follow(page, link(page, 'Versioner og sammenligning'));
  await page.getByLabel('med', { exact: true }).selectOption({ label: 'Planen i dag' });
  await page.getByRole('button', { name: 'Vis forskelle' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Hvad er ændret?' }).waitFor();
  const row = page.getByRole('row').filter({ hasText: 'Der hentes en pris på lydplader' });
  assert.match((await row.locator('del').allInnerTexts()).join(' '), /Ejendomsservice/);
  assert.match((await row.locator('ins').allInnerTexts()).join(' '), /Teknisk service/);
  assert.equal(await page.locator('.papir').getByText('Sygefraværet er højst').locator('ins, del').count(), 0, 'what stands is not marked');
}

test('A plan is checked, returned with a remark, approved and sent, and what is sent never changes', async (t) => {
  const kasper = await product.open(t, { as: 'afdelingsleder' });
  const birgitte = await product.open(t, { as: 'botilbudsleder' });
  await checkAndPropose(kasper);
  await remarkAndReturn(birgitte);
  await putRightAndProposeAgain(kasper);
  await approveAndSubmit(birgitte);
  const { address, files, bytes } = await seeVersion(birgitte);

  await changeText(kasper);
  await seeWhatChanged(kasper);
  await birgitte.goto(address);
  assert.deepEqual(await filesOf(birgitte), files);
  assert.equal(await birgitte.locator('.papir').getByText('Teknisk service').count(), 0, 'the version keeps its words');
  const again = await fetchFiles(birgitte, files);
  assert.ok(again.every((file, at) => file.equals(bytes[at])), 'byte for byte what was sent');
});

test('A plan that was changed after it was approved is not sent before it is approved again', async (t) => {
  const page = await product.open(t, { as: 'botilbudsleder', expected: /status of 422/ });
  await openPlan(page, APPROVED);
  const address = page.url();
  await page.getByRole('link', { name: /^Ret Hvem/ }).first().press('Enter');
  await page.locator('.felt-aaben [data-felt]:focus').waitFor();
  await page.keyboard.type(' og vikarer');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('link', { name: /^Ret Hvem: .* og vikarer$/ }).waitFor();

  await page.goto(`${address}/forloeb`);
  await take(page, 'Send til tilsynet', { 'Sendt som': 'E-mail', Besked: 'Hermed planen.' });
  await page.getByRole('alert').filter({ hasText: 'Planen er ændret, efter at den blev godkendt' }).and(page.locator(':focus')).waitFor();
  assert.equal(await step(page, 'Send til tilsynet').getByLabel('Sendt som').inputValue(), 'E-mail');
  assert.equal(await step(page, 'Send til tilsynet').getByLabel('Besked').inputValue(), 'Hermed planen.');

  await take(page, 'Godkend');
  await told(page, 'Planen er godkendt.');
  await take(page, 'Send til tilsynet', { 'Sendt som': 'E-mail' });
  await page.getByText('Versionen er gemt.').waitFor();
});

test('Nobody approves what another has changed meanwhile without seeing it', async (t) => {
  const address = await product.makePlan({ activities: [['Ring til alle', 'uge 45', 'Leder']] });
  const birgitte = await product.open(t, { as: 'botilbudsleder', expected: /status of 409/ });
  const kasper = await product.open(t, { as: 'afdelingsleder' });
  await birgitte.goto(`${address}/forloeb`);
  await kasper.goto(address);
  await kasper.getByRole('link', { name: 'Ret Hvem: Leder' }).press('Enter');
  await kasper.locator('.felt-aaben [data-felt]:focus').waitFor();
  await kasper.keyboard.type(' og team');
  await kasper.keyboard.press('Control+Enter');
  await kasper.getByRole('link', { name: 'Ret Hvem: Leder og team' }).waitFor();
  await take(birgitte, 'Godkend', { Besked: 'God plan.' });
  await birgitte.getByRole('alert').filter({ hasText: 'Planen er ændret, siden du åbnede siden.' }).and(birgitte.locator(':focus')).waitFor();
  assert.match(await stage(birgitte), /Kladde/);
  assert.equal(await step(birgitte, 'Godkend').getByLabel('Besked').inputValue(), 'God plan.');
  await take(birgitte, 'Godkend');
  await told(birgitte, 'Planen er godkendt.');
});

test('A plan is not returned without a word on why', async (t) => {
  const address = await product.makePlan({ activities: [['Ring til alle', 'uge 45', 'Leder']] });
  const writer = await product.open(t, { as: 'afdelingsleder' });
  await writer.goto(`${address}/forloeb`);
  await take(writer, 'Send til godkendelse');
  await told(writer, 'Planen er sendt til godkendelse.');
  const page = await product.open(t, { as: 'botilbudsleder', expected: /status of 422/ });
  await page.goto(`${address}/forloeb`);
  await take(page, 'Send retur');
  await page.getByRole('alert').filter({ hasText: 'Skriv, hvad der skal ændres' }).waitFor();
  await page.getByRole('alert').getByRole('link').press('Enter');
  assert.match(await stage(page), /Til godkendelse/);
});

/** The cells where the way to write a remark lies over the cell's own words, marks or remarks. */
const covered = (page) =>
  page.locator('.felt:has(> .bemaerk)').evaluateAll((fields) => {
    const meets = (one, other) => one.right > other.left + 1 && one.left < other.right - 1 && one.bottom > other.top + 1 && one.top < other.bottom - 1;
    return fields.filter((field) => {
      const way = field.querySelector('.bemaerk').getBoundingClientRect();
      const own = [...field.querySelectorAll('.ord, .mangler, .kontrolmaerke, .bemaerkning')].flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()];
      });
      return own.some((box) => meets(box, way));
    }).map((field) => field.innerText);
  });

for (const width of [1280, 390]) {
  test(`The way to write a remark hides nothing of its cell, at ${width} px`, async (t) => {
    const page = await product.open(t, { as: 'botilbudsleder', width });
    await openPlan(page, PROPOSED);
    assert.ok((await page.locator('.felt > .bemaerk').count()) > 20);
    assert.deepEqual(await covered(page), []);
  });
}

test('The steps are taken without JavaScript too', async (t) => {
  const address = await product.makePlan({ goals: ['Et mål'], activities: [['Ring til alle', 'uge 45', '']] });
  const writer = await product.open(t, { as: 'afdelingsleder', javaScriptEnabled: false });
  await writer.goto(`${address}/kontrol`);
  const flaw = flaws(writer, 'Skal rettes eller fraviges (1)');
  await flaw.getByText('Fravig med en begrundelse').click();
  await flaw.getByLabel('Hvorfor er det rigtigt, som det står?').fill('Det aftales fra uge til uge.');
  await flaw.getByRole('button', { name: 'Fravig', exact: true }).click();
  await link(writer, 'Gå til forløb og godkendelse').click();
  await step(writer, 'Send til godkendelse').getByRole('button').click();

  const page = await product.open(t, { as: 'botilbudsleder', javaScriptEnabled: false });
  await page.goto(address);
  const way = page.getByRole('link', { name: 'Skriv bemærkning til Hvem' });
  await page.locator('.felt', { has: way }).hover(); // it shows where the mouse is
  await way.click();
  await page.getByLabel('Bemærkning').fill('Skriv, hvem der begynder.');
  await page.getByRole('button', { name: 'Gem bemærkningen' }).click();
  await page.getByRole('button', { name: /^Markér som rettet/ }).click();
  await link(page, 'Forløb og godkendelse').click();
  await step(page, 'Godkend').getByRole('button').click();
  await step(page, 'Send til tilsynet').getByLabel('Sendt som').fill('Brev');
  await step(page, 'Send til tilsynet').getByRole('button').click();
  await page.getByText('Versionen er gemt.').waitFor();
});
