// Last year's Word file: exported here, brought back, corrected on the way in.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { useProduct } from './support.mjs';

const product = useProduct();

const REFUSED = /status of 422/;

async function upload(page, path) {
  await page.goto('/handleplaner');
  await page.getByRole('link', { name: 'Importér fil' }).click();
  await page.getByLabel('Fil', { exact: true }).setInputFiles(path);
  await page.getByRole('button', { name: 'Læs filen' }).click();
}

/** Everything a plan's page says, field by field, without the readings and the follow-up. */
const words = (page) => page.locator('#plan').locator('.felt:not(.opfoelgning) > .felt-link').allInnerTexts();

test('A plan comes back from its Word file word for word, but for the field corrected on the way', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto('/handleplaner');
  await page.getByRole('link', { name: 'Handleplan efter tilsyn – Bostedet Ternebakken' }).click();
  await page.locator('#plan').waitFor();
  const before = await words(page);
  const { path } = await product.downloadPlan(page, 'Word');

  await upload(page, path);
  await page.getByRole('heading', { name: 'Se det igennem, før det gemmes' }).waitFor();
  await page.getByText('Læst: 4 fund og 18 aktiviteter').waitFor();
  const goals = page.getByLabel('Mål').first();
  assert.match(await goals.inputValue(), /^Sygefraværet er højst 7,0 procent i gennemsnit over seks måneder\.\n\nAlle medarbejdere/);
  await goals.fill((await goals.inputValue()).replace('7,0 procent', '6,5 procent'));
  await page.getByRole('button', { name: 'Gem som handleplan' }).click();

  await page.getByText('Planen er importeret.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Handleplan efter tilsyn – Bostedet Ternebakken' }).waitFor();
  assert.deepEqual(await words(page), before.map((text) => text.replace('højst 7,0 procent i gennemsnit', 'højst 6,5 procent i gennemsnit')));
});

test('What is taken out of the import is not saved, and the empty line at the end takes a new activity', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder' });
  await page.goto(await product.makePlan({ goals: ['Et mål'], activities: [['Ring til alle', 'uge 45', 'Leder']] }));
  await upload(page, (await product.downloadPlan(page, 'Word')).path);
  await page.getByLabel('Mål').fill('');
  await page.getByLabel('Hvad').last().fill('Skriv til alle');
  await page.getByLabel('Hvornår').last().fill('løbende');
  await page.getByRole('button', { name: 'Gem som handleplan' }).click();
  await page.getByText('Planen er importeret.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Ret Mål' }).count(), 0);
  assert.deepEqual(await page.locator('li.linje .ord').allInnerTexts(), ['Ring til alle', 'uge 45', 'Leder', 'Skriv til alle', 'løbende']);
});

test('An import that cannot be saved yet says why and keeps every correction', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder', expected: REFUSED });
  await page.goto(await product.makePlan({ goals: ['Et mål'] }));
  await upload(page, (await product.downloadPlan(page, 'Word')).path);
  await page.getByLabel('Mål').fill('Et mål for 010190-1234');
  await page.getByRole('button', { name: 'Gem som handleplan' }).click();
  await page.getByRole('alert').filter({ hasText: 'CPR' }).waitFor();
  assert.equal(await page.getByLabel('Mål').inputValue(), 'Et mål for 010190-1234');
});

test('A broken file, an empty file and a file of another kind are each refused in plain Danish', async (t) => {
  const page = await product.open(t, { as: 'afdelingsleder', expected: REFUSED });
  await page.goto(await product.makePlan({ goals: ['Et mål'] }));
  const { bytes } = await product.downloadPlan(page, 'Word');
  const files = [
    ['halv.docx', bytes.subarray(0, bytes.length / 2), /Word/],
    ['tekst.docx', Buffer.from('Det her er ikke Word.'), /Word/],
    ['tom.docx', Buffer.alloc(0), /ikke er tom/],
    ['rapport.pdf', Buffer.from('%PDF-1.7'), /En PDF kan ikke hentes ind/],
    ['tekst.xlsx', Buffer.from('Det her er ikke Excel.'), /Excel/],
    ['gammel.json', Buffer.from('{"format": "andet"}'), /JSON/],
  ];
  for (const [name, content, told] of files) {
    const path = join(product.server.folder, name);
    await writeFile(path, content);
    await upload(page, path);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const text = await alert.innerText();
    assert.match(text, told, name);
    assert.doesNotMatch(text, /\b(error|invalid|failed|zip|xml|unexpected)\b/i, name);
  }
});
