// The documents a plan is made into: how each looks before it is fetched, what its files are, and all of a unit in one.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { useProduct } from './support.mjs';

const product = useProduct();
const run = promisify(execFile);

const DRAFT = 'Handleplan efter tilsyn – Bostedet Ternebakken';
const SENT = 'Handleplan efter skærpet tilsyn – Bocenter Stenkløveren';
const UNIT = 'Bocenter Stenkløveren';
const DAY = '\\d{4}-\\d\\d-\\d\\d';

/** How files begin, by the end of their names. */
const BEGINNINGS = { docx: 'PK\x03\x04', pdf: '%PDF-', xlsx: 'PK\x03\x04', csv: '\xef\xbb\xbf', json: '{', zip: 'PK\x03\x04' };

/** Each document: the words that stand in its preview, its formats, and how its files are called. */
const DOCUMENTS = [
  ['Handleplan', ['Forventede effekt', 'Aftensmaden deles i to hold'], ['Word', 'PDF', 'Excel', 'Regneark (CSV)', 'Data (JSON)'], `^Handleplan ${UNIT} tilsyn ${DAY} udgave ${DAY}$`],
  ['Siden sidst', ['Siden version 1 blev sendt', 'Status og opfølgning'], ['Word', 'PDF'], `^Siden sidst ${UNIT} tilsyn ${DAY} v1 til ${DAY}$`],
  ['Resumé', ['Det har vi lovet at gøre', 'Hvem'], ['Word', 'PDF'], `^Resumé ${UNIT} tilsyn ${DAY} udgave ${DAY}$`],
];

const tabs = (page) => page.getByRole('navigation', { name: 'Dokumenter' });
const preview = (page) => page.locator('.papir');
const buttons = (page) => page.locator('main').getByRole('button', { name: /^Hent som / });

async function openExport(page, title) {
  await page.goto('/handleplaner');
  await page.getByRole('link', { name: title }).click();
  await page.locator('main').getByRole('link', { name: 'Hent', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Hent planen' }).waitFor();
}

/** Fetches a file, and asserts that it is of the kind its name says. */
async function fetchFile(page, target) {
  const file = await product.download(page, target);
  const [, stem, ending] = file.name.match(/^(.*)\.(\w+)$/);
  assert.ok(file.bytes.toString('latin1').startsWith(BEGINNINGS[ending]), file.name);
  return { ...file, stem, ending };
}

for (const [name, words, formats, called] of DOCUMENTS) {
  test(`The document »${name}« is shown before it is fetched, and its files are what they are called`, async (t) => {
    const page = await product.open(t, { as: 'laeser' });
    await openExport(page, SENT);
    await tabs(page).getByRole('link', { name }).click();
    await tabs(page).getByRole('link', { name }).and(page.locator('[aria-current="page"]')).waitFor();
    for (const expected of words) await preview(page).getByText(expected).first().waitFor();
    assert.deepEqual(await buttons(page).allInnerTexts(), formats.map((format) => `Hent som ${format}`));

    const endings = [];
    for (const format of formats) {
      const { stem, ending } = await fetchFile(page, page.getByRole('button', { name: `Hent som ${format}`, exact: true }));
      assert.match(stem, new RegExp(called));
      endings.push(ending);
    }
    assert.deepEqual(endings, ['docx', 'pdf', 'xlsx', 'csv', 'json'].slice(0, formats.length));
  });
}

test('A plan that was never sent has nothing to compare with, and says so', async (t) => {
  const page = await product.open(t, { as: 'laeser' });
  await openExport(page, DRAFT);
  await tabs(page).getByRole('link', { name: 'Siden sidst' }).click();
  await page.getByText('Planen er ikke sendt endnu').waitFor();
  assert.equal(await buttons(page).count(), 0);
});

test('The guiding questions stand in the file where one asks for them', async (t) => {
  const page = await product.open(t, { as: 'laeser' });
  await openExport(page, DRAFT);
  const question = async () => {
    const { path } = await fetchFile(page, page.getByRole('button', { name: 'Hent som Word' }));
    return (await run('unzip', ['-p', path, 'word/document.xml'])).stdout.includes('Hvad er tidsrammen for gennemførelsen');
  };
  assert.equal(await question(), false);
  await page.getByLabel('Sæt ledespørgsmålene under overskrifterne').check();
  assert.equal(await question(), true);
});

test('All plans of a unit come in one ZIP file, with the versions that were sent and a list', async (t) => {
  const page = await product.open(t, { as: 'botilbudsleder' });
  await page.goto('/handleplaner');
  await page.locator('summary', { hasText: 'Hent alle planer for en enhed' }).click();
  const { stem, path } = await fetchFile(page, page.locator('main').getByRole('link', { name: UNIT, exact: true }));
  assert.match(stem, new RegExp(`^Handleplaner ${UNIT} ${DAY}$`));

  await run('unzip', ['-tq', path]);
  const list = 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep="\\n")';
  const names = (await run('python3', ['-X', 'utf8', '-c', list, path])).stdout.trim().split('\n');
  assert.deepEqual(names.map((name) => name.replaceAll(new RegExp(DAY, 'g'), 'DAG')), [
    ...['docx', 'pdf', 'xlsx'].map((ending) => `${SENT}/Handleplan ${UNIT} tilsyn DAG udgave DAG.${ending}`),
    ...['docx', 'pdf'].map((ending) => `${SENT}/Sendt/Handleplan ${UNIT} tilsyn DAG v1.${ending}`),
    'Indhold.pdf',
  ]);
});

test('Nobody gets the ZIP file of a unit they may not see', async (t) => {
  const leader = await product.open(t, { as: 'botilbudsleder' });
  await leader.goto('/handleplaner');
  const address = await leader.locator('.pakker').getByRole('link', { name: UNIT, includeHidden: true }).getAttribute('href');
  const page = await product.open(t, { as: 'medarbejder' });
  assert.ok([403, 404].includes((await page.request.get(address)).status()));
});
