// A plan as a file: its name, its kind, and the table in Word as the tilsyn knows it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { picturePath, useProduct } from './support.mjs';

const product = useProduct();
const run = promisify(execFile);

const COLUMNS = ['Tema', 'Emne', 'Mål', 'Hvad', 'Hvornår', 'Dokumentation', 'Hvem', 'Forventede effekt'];

async function openPlan(t) {
  const page = await product.open(t, { as: 'laeser' });
  await page.goto('/handleplaner');
  await page.getByRole('link', { name: 'Handleplan efter tilsyn – Bostedet Ternebakken' }).click();
  await page.locator('#plan').waitFor();
  return page;
}

test('The plan comes as Word, CSV and JSON, each named after the home, the tilsyn and the day', async (t) => {
  const page = await openPlan(t);
  const named = (ending) => new RegExp(`^Handleplan Bostedet Ternebakken tilsyn \\d{4}-\\d\\d-\\d\\d udgave \\d{4}-\\d\\d-\\d\\d\\.${ending}$`);

  const word = await product.downloadPlan(page, 'Word');
  assert.match(word.name, named('docx'));
  assert.equal(word.bytes.toString('latin1', 0, 4), 'PK\x03\x04');

  const csv = await product.downloadPlan(page, 'Regneark (CSV)');
  assert.match(csv.name, named('csv'));
  assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'Excel needs the mark to read æøå');
  const [head] = csv.bytes.toString().slice(1).split(/\r?\n/);
  assert.deepEqual(head.split(';').filter((name) => COLUMNS.includes(name)), COLUMNS);

  const json = await product.downloadPlan(page, 'Data (JSON)');
  assert.match(json.name, named('json'));
  const { format, version, plan } = JSON.parse(json.bytes);
  assert.deepEqual([format, version, plan.blocks.length], ['handleplan', 1, 4]);
});

test('A home with Danish letters keeps them in the name of its file', async (t) => {
  const page = await product.open(t, { as: 'laeser' });
  await page.goto('/handleplaner');
  await page.getByRole('link', { name: 'Bocenter Stenkløveren' }).click();
  const { name } = await product.downloadPlan(page, 'Word');
  assert.match(name, /^Handleplan Bocenter Stenkløveren tilsyn \d/);
});

test('The Word file prints on A4 on its side, with the heads of the columns on every page', async (t) => {
  const page = await openPlan(t);
  const { path } = await product.downloadPlan(page, 'Word');
  const { folder } = product.server;
  const profile = `-env:UserInstallation=file://${join(folder, 'soffice')}`;
  await run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, path]);
  const pdf = path.replace(/docx$/, 'pdf');

  const pageText = async (number) => (await run('pdftotext', ['-layout', '-f', `${number}`, '-l', `${number}`, pdf, '-'])).stdout;
  for (const number of [1, 2]) {
    const text = await pageText(number);
    for (const column of COLUMNS) assert.ok(text.includes(column.split(' ')[0]), `»${column}« on page ${number}:\n${text}`);
  }
  const boxes = (await run('pdftotext', ['-bbox', pdf, '-'])).stdout;
  const sizes = [...boxes.matchAll(/<page width="([\d.]+)" height="([\d.]+)"/g)].map((found) => found.slice(1).map(Number).map(Math.round));
  assert.ok(sizes.length >= 2 && sizes.every(([width, height]) => width === 842 && height === 595), `A4 on its side: ${sizes}`);

  const picture = (await picturePath('word')).replace(/\.png$/, '');
  await run('pdftoppm', ['-png', '-singlefile', '-scale-to-x', '1100', '-scale-to-y', '-1', pdf, picture]);
});
