// A plan's spreadsheet goes out, is worked in, and comes back: what was changed is shown and taken over by choice.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { axeAtWidths, useProduct } from './support.mjs';

const product = useProduct();
const run = promisify(execFile);

const REFUSED = /status of 422/;
const ACTIVITIES = [['Ring til alle', 'uge 45', 'Leder'], ['Skriv til alle', 'løbende', 'Team']];

/** Writes in the first sheet as a person in Excel does: each edit is the row's activity, the column's name, the words. */
const EDIT = `
import json, re, sys, zipfile
from xml.etree import ElementTree as tree
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
SHEET, STRINGS = 'xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml'
source, target, edits = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
with zipfile.ZipFile(source) as old:
    files = {name: old.read(name) for name in old.namelist()}
strings = [''.join(part.itertext()) for part in tree.fromstring(files[STRINGS])]
sheet = tree.fromstring(files[SHEET])
def words(cell):
    value = cell.find(MAIN + 'v')
    return '' if value is None else strings[int(value.text)] if cell.get('t') == 's' else value.text
rows = [{re.match('[A-Z]+', cell.get('r'))[0]: cell for cell in row} for row in sheet.iter(MAIN + 'row')]
columns = {words(cell): letters for letters, cell in rows[0].items()}
for what, column, text in edits:
    [row] = [row for row in rows if words(row[columns['Hvad']]) == what]
    cell = row[columns[column]]
    for child in list(cell):
        cell.remove(child)
    cell.set('t', 'inlineStr')
    tree.SubElement(tree.SubElement(cell, MAIN + 'is'), MAIN + 't').text = text
files[SHEET] = tree.tostring(sheet, encoding='utf-8', xml_declaration=True)
with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as new:
    for name, content in files.items():
        new.writestr(name, content)
`;

let sheets = 0;

/** The path of the plan's spreadsheet after these edits. */
async function editedSheet(page, ...edits) {
  const { path } = await product.downloadPlan(page, 'Excel');
  const target = path.replace(/\.xlsx$/, ` rettet ${(sheets += 1)}.xlsx`);
  await run('python3', ['-X', 'utf8', '-c', EDIT, path, target, JSON.stringify(edits)]);
  return target;
}

async function openPlan(t, { expected } = {}) {
  const page = await product.open(t, { as: 'afdelingsleder', expected });
  await page.goto(await product.makePlan({ goals: ['Et mål'], activities: ACTIVITIES }));
  return page;
}

/** From the plan's page, by its menu: sends a file back. */
async function send(page, file) {
  await page.locator('summary', { hasText: 'Mere' }).click();
  await page.getByRole('link', { name: 'Hent rettet regneark ind' }).click();
  await page.getByLabel('Regneark', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Se ændringerne' }).click();
}

const change = (page, name) => page.locator('.regnearksliste > li').filter({ hasText: name });
const takeOver = (page) => page.getByRole('button', { name: 'Tag de valgte ændringer over' });
const taken = (page) => page.getByText('Ændringerne fra regnearket er taget over.').waitFor();

/** What the plan says of its activities: what, when, who and how it goes. */
const lines = (page) =>
  page.locator('li.linje').evaluateAll((items) =>
    items.map((item) => [
      ...[...item.querySelectorAll('.ord')].map((node) => node.innerText),
      item.querySelector('.opfoelgning .status').lastChild.textContent.trim(),
    ]),
  );

const BEFORE = [['Ring til alle', 'uge 45', 'Leder', 'Ikke påbegyndt'], ['Skriv til alle', 'løbende', 'Team', 'Ikke påbegyndt']];

test('An owner and a status changed in Excel are shown, taken over, and stand in the plan', async (t) => {
  const page = await openPlan(t);
  const address = page.url();
  const file = await editedSheet(page, ['Ring til alle', 'Hvem', 'Team og leder'], ['Skriv til alle', 'Status', 'Igangsat']);
  await send(page, file);
  await page.getByRole('heading', { level: 1, name: 'Ændringer i regnearket' }).waitFor();
  const owner = change(page, 'Række 2: Aktivitet »Ring til alle«, hvem');
  const status = change(page, 'Række 3: Aktivitet »Skriv til alle«, status');
  assert.equal(await page.locator('.regnearksliste > li').count(), 2);
  assert.match((await owner.locator('ins').allInnerTexts()).join(' '), /Team og/);
  assert.match((await status.locator('del').allInnerTexts()).join(' '), /Ikke påbegyndt/);
  assert.match((await status.locator('ins').allInnerTexts()).join(' '), /Igangsat/);
  for (const line of [owner, status]) assert.ok(await line.getByRole('checkbox').isChecked());
  await axeAtWidths(page);

  const elsewhere = await product.open(t, { as: 'afdelingsleder' });
  await elsewhere.goto(address);
  assert.deepEqual(await lines(elsewhere), BEFORE, 'nothing is saved before one says so');

  await takeOver(page).click();
  await taken(page);
  const after = [['Ring til alle', 'uge 45', 'Team og leder', 'Ikke påbegyndt'], ['Skriv til alle', 'løbende', 'Team', 'Igangsat']];
  assert.deepEqual(await lines(page), after);
  await send(page, file);
  await page.getByText('Der er ikke ændret noget i regnearket').waitFor();
});

test('Only what is ticked is taken over', async (t) => {
  const page = await openPlan(t);
  await send(page, await editedSheet(page, ['Ring til alle', 'Hvem', 'Team og leder'], ['Skriv til alle', 'Hvornår', 'uge 50']));
  await change(page, '«, hvem').getByRole('checkbox').uncheck();
  await takeOver(page).click();
  await taken(page);
  assert.deepEqual(await lines(page), [BEFORE[0], ['Skriv til alle', 'uge 50', 'Team', 'Ikke påbegyndt']]);
});

test('A field that was changed in the plan meanwhile is only written over by choice', async (t) => {
  const page = await openPlan(t);
  const file = await editedSheet(page, ['Ring til alle', 'Hvem', 'Team og leder'], ['Skriv til alle', 'Status', 'Afventer']);
  await page.getByRole('link', { name: 'Ret Hvem: Leder' }).press('Enter');
  await page.locator('.felt-aaben [data-felt]:focus').waitFor();
  await page.keyboard.type(' og TRIO');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('link', { name: 'Ret Hvem: Leder og TRIO' }).waitFor();

  await send(page, file);
  const both = change(page, '«, hvem');
  await both.getByText('Feltet er også ændret i planen, siden regnearket blev hentet.').waitFor();
  await axeAtWidths(page);
  assert.ok(!(await both.getByRole('checkbox').isChecked()));
  await takeOver(page).click();
  await taken(page);
  assert.deepEqual(await lines(page), [['Ring til alle', 'uge 45', 'Leder og TRIO', 'Ikke påbegyndt'], ['Skriv til alle', 'løbende', 'Team', 'Afventer']]);
});

test('A change shown before another saved the same field is not taken over unseen', async (t) => {
  const page = await openPlan(t, { expected: /status of 409/ });
  const address = page.url();
  await send(page, await editedSheet(page, ['Ring til alle', 'Hvem', 'Team og leder']));
  await takeOver(page).waitFor();
  const theirs = await product.open(t, { as: 'botilbudsleder' });
  await theirs.goto(address);
  await theirs.getByRole('link', { name: 'Ret Hvem: Leder' }).press('Enter');
  await theirs.locator('.felt-aaben [data-felt]:focus').waitFor();
  await theirs.keyboard.type(' og TRIO');
  await theirs.keyboard.press('Control+Enter');
  await theirs.getByRole('link', { name: 'Ret Hvem: Leder og TRIO' }).waitFor();
  await takeOver(page).click();
  await page.getByRole('heading', { level: 1 }).and(page.getByText(/imens/)).waitFor();
  await page.goto(address);
  assert.deepEqual((await lines(page))[0], ['Ring til alle', 'uge 45', 'Leder og TRIO', 'Ikke påbegyndt']);
});

test('A sheet that LibreOffice has saved anew has no changes but those one made', async (t) => {
  const page = await openPlan(t);
  const file = await editedSheet(page, ['Skriv til alle', 'Hvem', 'Team og vikarer']);
  const { folder } = product.server;
  const profile = `-env:UserInstallation=file://${join(folder, 'soffice')}`;
  const saved = join(folder, 'gemt');
  await mkdir(saved, { recursive: true });
  await run('soffice', [profile, '--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', saved, file]);
  await send(page, join(saved, basename(file)));
  await change(page, 'Række 3: Aktivitet »Skriv til alle«, hvem').waitFor();
  assert.equal(await page.locator('.regnearksliste > li').count(), 1);
});

test('A wrong file and a wrong word are each refused in plain Danish, and the plan stands as it was', async (t) => {
  const page = await openPlan(t, { expected: REFUSED });
  const address = page.url();
  const wrongWord = await editedSheet(page, ['Ring til alle', 'Status', 'Næsten'], ['Skriv til alle', 'Hvem', 'Vikarer']);
  const withNumber = await editedSheet(page, ['Skriv til alle', 'Hvem', 'Kontaktpersonen for 010190-1234']);
  const ofAnother = await editedSheet(await openPlan(t), ['Ring til alle', 'Hvem', 'Vikarer']);
  const text = { name: 'tekst.xlsx', mimeType: '', buffer: Buffer.from('Det her er ikke Excel.') };
  const word = { name: 'plan.docx', mimeType: '', buffer: Buffer.from('PK') };
  const empty = { name: 'tom.xlsx', mimeType: '', buffer: Buffer.alloc(0) };
  for (const [file, told] of [
    [text, 'Filen er ikke en Excel-fil'],
    [word, 'Filen skal være det regneark (.xlsx), der er hentet fra denne plan.'],
    [empty, 'Vælg en fil, der ikke er tom.'],
    [ofAnother, 'Filen hører til en anden plan'],
    [withNumber, 'Række 3: Her ser der ud til at stå et CPR-nummer.'],
    [wrongWord, 'Række 2, Status:'],
  ]) {
    await page.goto(address);
    await send(page, file);
    await page.getByRole('alert').filter({ hasText: told }).waitFor();
    assert.equal(await takeOver(page).count(), 0);
    assert.doesNotMatch(await page.getByRole('alert').innerText(), /\b(error|invalid|failed|zip|xml|unexpected)\b/i);
  }
  await axeAtWidths(page);
  await page.goto(address);
  assert.deepEqual(await lines(page), BEFORE);
});
