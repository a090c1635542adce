// Every page for everybody: axe on a desktop and on a phone, and nowhere a page to scroll sideways.
// The first start stands in first-start.test.mjs, a conflict in conflict.test.mjs, what was changed in a spreadsheet in
// spreadsheet.test.mjs, the focus in focus.test.mjs.

import { test } from 'node:test';
import { axeAtWidths, useProduct } from './support.mjs';

const product = useProduct();

const TILSYN = /^Socialtilsyn Midt/;
const PLAN = 'Handleplan efter tilsyn – Bostedet Ternebakken';
const PROPOSED = 'Handleplan efter egen gennemgang – Bofællesskabet Fyrlunden';
const APPROVED = 'Handleplan efter tilsyn – Lærkespor, Afdeling Ager';
const SENT = 'Handleplan efter skærpet tilsyn – Bocenter Stenkløveren';
const REFUSED = /status of (403|404|422)/;

/** Pages by what one does to see them: goes to an address, and from there does what `then` says. */
const PAGES = [
  ['the log-in form', { to: '/log-ind', as: null }],
  ['a refused log-in', { to: '/log-ind', as: null, then: refusedLogIn }],
  ['about the program', { to: '/om', as: null }],
  ['the front page', { to: '/' }],
  ['the front page with the activities of all', { to: '/?vis=alle' }],
  ['my account', { to: '/min-konto' }],
  ['a passphrase that is refused', { to: '/min-konto', then: refusedPassphrase }],
  ['the overview', { to: '/overblik', as: 'botilbudsleder' }],
  ['an overview of nothing', { to: '/overblik?ansvarlig=Ingen', as: 'botilbudsleder' }],
  ['the activities behind a number', { to: '/overblik/aktiviteter?maerke=overdue', as: 'botilbudsleder' }],
  ['the list of tilsyn', { to: '/tilsyn' }],
  ['the form of a tilsyn', { to: '/tilsyn/nyt' }],
  ['the form of a tilsyn with faults', { to: '/tilsyn/nyt', then: submit('Registrér tilsyn') }],
  ['a tilsyn with the form of a finding', { to: '/tilsyn', then: newFinding }],
  ['the form of a finding with faults', { to: '/tilsyn', then: refusedFinding }],
  ['the form that corrects a finding', { to: '/tilsyn', then: follow(TILSYN, 'Ret') }],
  ['the form that corrects a tilsyn', { to: '/tilsyn', then: follow(TILSYN, 'Ret tilsyn') }],
  ['the scores', { to: '/tilsyn', then: follow(TILSYN, 'Bedømmelser') }],
  ['the list of plans', { to: '/handleplaner' }],
  ['the form of a plan', { to: '/tilsyn', then: follow(TILSYN, 'Skriv handleplan') }],
  ['the form of a plan with faults', { to: '/handleplaner/ny', then: refusedPlan }],
  ['a plan', { to: '/handleplaner', then: follow(PLAN) }],
  ['a plan to read only', { to: '/handleplaner', as: 'laeser', then: follow(PLAN) }],
  ['a plan to approve', { to: '/handleplaner', as: 'botilbudsleder', then: follow(PROPOSED) }],
  ['a plan with its menu open', { then: onPlan('Mere') }],
  ['a plan with an issue open', { then: onPlan(/^Ret Emne/) }],
  ['a plan with a period open', { then: onPlan(/^Ret Hvornår/) }],
  ['a plan with an activity to add', { then: onPlan('+ Tilføj aktivitet') }],
  ['a plan with a finding to add', { then: onPlan('+ Tilføj fund') }],
  ['a plan with a follow-up open', { then: onPlan(/^Følg op/) }],
  ['a plan with a text given up', { then: givenUp }],
  ['a plan with a text refused', { then: refusedText }],
  ['a plan with a part just deleted', { then: deleted }],
  ['the fields of a plan', { then: onPlan('Mere', 'Ret titel, år og frist') }],
  ['the history of a plan', { then: onPlan('Mere', 'Historik') }],
  ['the deleted parts of a plan', { then: onPlan('Mere', 'Slettede dele') }],
  ['the check of a plan', { to: '/handleplaner', then: follow(PLAN, 'Mere', 'Kontrol før afsendelse', 'Fravig med en begrundelse') }],
  ['the check of a plan with something waived', { then: waived }],
  ['the check of a plan without a reason', { then: notWaived }],
  ['the form of a remark', { to: '/handleplaner', as: 'botilbudsleder', then: follow(PROPOSED, /^Skriv bemærkning/) }],
  ['the life of a draft', { to: '/handleplaner', then: follow(PLAN, 'Forløb og godkendelse') }],
  ['the life of a plan to approve', { to: '/handleplaner', as: 'botilbudsleder', then: follow(PROPOSED, 'Forløb og godkendelse') }],
  ['the life of a plan to send', { to: '/handleplaner', as: 'botilbudsleder', then: follow(APPROVED, 'Forløb og godkendelse') }],
  ['the life of a plan to send with faults', { to: '/handleplaner', as: 'botilbudsleder', then: notSent }],
  ['the life of a plan that was sent', { to: '/handleplaner', as: 'laeser', then: follow(SENT, 'Forløb og godkendelse') }],
  ['the versions of a plan', { to: '/handleplaner', as: 'laeser', then: follow(SENT, 'Mere', 'Versioner og sammenligning') }],
  ['the versions of a plan that was never sent', { then: onPlan('Mere', 'Versioner og sammenligning') }],
  ['a version', { to: '/handleplaner', as: 'laeser', then: follow(SENT, 'Mere', 'Versioner og sammenligning', 'Version 1') }],
  ['what was changed since a version', { to: '/handleplaner', as: 'laeser', then: compared }],
  ['a plan to fetch', { to: '/handleplaner', as: 'laeser', then: follow(SENT, 'Hent') }],
  ['what was changed, to fetch', { to: '/handleplaner', as: 'laeser', then: follow(SENT, 'Hent', 'Siden sidst') }],
  ['nothing to compare with', { then: onPlan('Hent', 'Siden sidst') }],
  ['a page for the staff, to fetch', { to: '/handleplaner', as: 'laeser', then: follow(SENT, 'Hent', 'Resumé') }],
  ['the plans with the packages of units', { to: '/handleplaner', as: 'botilbudsleder', then: follow('Hent alle planer for en enhed (ZIP)') }],
  ['the form of a spreadsheet', { then: onPlan('Mere', 'Hent rettet regneark ind') }],
  ['a spreadsheet that is refused', { then: wrongSheet }],
  ['a spreadsheet without changes', { then: sameSheet }],
  ['the form of an import', { to: '/import' }],
  ['a file that is refused', { to: '/import', then: (page) => upload(page, 'tekst.docx', 'Ikke Word.') }],
  ['an import before it is saved', { to: '/import', then: (page) => upload(page, 'plan.csv', 'Tema;Mål;Hvad;Hvornår;Bilag\n9.b;Et mål;Ring;uge 45;A') }],
  ['the quality model', { to: '/kvalitetsmodel' }],
  ['the units', { to: '/enheder', as: 'admin' }],
  ['the form of a unit with faults', { to: '/enheder', as: 'admin', then: submit('Opret enhed') }],
  ['the form of a unit', { to: '/enheder', as: 'admin', then: follow('Område Bo og Støtte') }],
  ['the users', { to: '/brugere', as: 'admin' }],
  ['the form of a user', { to: '/brugere', as: 'admin', then: follow('Kasper Tangmose') }],
  ['the form of a user with faults', { to: '/brugere/ny', as: 'admin', then: submit('Opret bruger') }],
  ['a page that is not there', { to: '/findes-ikke' }],
  ['a page one may not see', { to: '/brugere' }],
  ['every component', { to: '/ui' }],
];

for (const [name, { to, as = 'afdelingsleder', then }] of PAGES) {
  test(`Anybody can use ${name}`, async (t) => {
    const page = await product.open(t, { as, expected: REFUSED });
    if (to) await page.goto(to);
    await then?.(page);
    await axeAtWidths(page);
  });
}

/** Presses links or summaries of these names, one after the other, each wherever the last one led. */
function follow(...names) {
  return async (page) => {
    for (const name of names) {
      const main = page.locator('main');
      const target = main.getByRole('link', { name, exact: true }).or(main.locator('summary', { hasText: name })).first();
      const isWayOut = await target.evaluate((node) => node.matches('a') && !node.closest('#plan'));
      const before = page.url();
      await target.click();
      if (isWayOut) await page.waitForURL(({ href }) => href !== before);
    }
  };
}

/** Opens a small plan of its own and then, there, the links or summaries of these names. */
function onPlan(...names) {
  return async (page) => {
    await page.goto(await product.makePlan({ goals: ['Et mål'], activities: [['Ring til alle', 'uge 45', 'Leder']] }));
    await follow(...names)(page);
    if (names.length === 1 && names[0] !== 'Mere') await page.locator('.felt-aaben').waitFor();
  };
}

/** Sends a form as it stands, past what the browser itself would refuse, and waits for its faults. */
function submit(button) {
  return async (page) => {
    await page.locator('form').evaluateAll((forms) => forms.forEach((form) => (form.noValidate = true)));
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.locator('.alert-error').first().waitFor();
  };
}

async function refusedLogIn(page) {
  await page.getByLabel('E-mail').fill('ingen@handleplan.example');
  await page.getByLabel('Adgangssætning').fill('forkert');
  await submit('Log ind')(page);
}

async function refusedPassphrase(page) {
  await page.getByLabel('Nuværende adgangssætning').fill('forkert');
  await page.getByLabel('Ny adgangssætning').fill('kort');
  await submit('Skift adgangssætning')(page);
}

async function refusedPlan(page) {
  await page.getByLabel('Titel').fill('');
  await page.getByLabel('År').fill('engang');
  await submit('Opret handleplan')(page);
}

async function newFinding(page) {
  await follow(TILSYN, 'Tilføj fund', 'Vælg fra kvalitetsmodellen')(page);
}

async function refusedFinding(page) {
  await follow(TILSYN, 'Tilføj fund')(page);
  await page.getByLabel('Frist fra tilsynet').fill('31-02-2026');
  await submit('Gem og tilføj næste')(page);
}

async function givenUp(page) {
  await onPlan(/^Ret Emne/)(page);
  await page.keyboard.type(' og mere');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Hent teksten igen' }).waitFor();
}

async function refusedText(page) {
  await onPlan(/^Ret Emne/)(page);
  await page.keyboard.type(' for 010190-1234');
  await page.keyboard.press('Enter');
  await page.locator('.form-error-message').waitFor();
}

async function deleted(page) {
  await onPlan(/^Ret Hvad/)(page);
  await page.getByRole('button', { name: 'Slet' }).click();
  await page.getByRole('button', { name: 'Fortryd' }).waitFor();
}

async function upload(page, name, text) {
  await page.getByLabel('Fil', { exact: true }).setInputFiles({ name, mimeType: '', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Læs filen' }).click();
  await page.locator('.alert').first().waitFor();
}

async function waived(page) {
  await onPlan('Mere', 'Kontrol før afsendelse', 'Fravig med en begrundelse')(page);
  await page.getByLabel('Hvorfor er det rigtigt, som det står?').first().fill('Det er aftalt sådan.');
  await page.getByRole('button', { name: 'Fravig', exact: true }).first().click();
  await page.getByRole('heading', { name: /^Fraveget/ }).waitFor();
}

async function notWaived(page) {
  await onPlan('Mere', 'Kontrol før afsendelse', 'Fravig med en begrundelse')(page);
  await page.getByLabel('Hvorfor er det rigtigt, som det står?').first().fill(' ');
  await page.getByRole('button', { name: 'Fravig', exact: true }).first().click();
  await page.locator('.form-error-message').waitFor();
}

async function notSent(page) {
  await follow(APPROVED, 'Forløb og godkendelse')(page);
  await page.getByLabel('Sendt den').fill('31-12-2099');
  await submit('Send til tilsynet')(page);
}

async function compared(page) {
  await follow(SENT, 'Mere', 'Versioner og sammenligning')(page);
  await page.getByRole('button', { name: 'Vis forskelle' }).click();
  await page.locator('.papir ins').first().waitFor();
}

async function sendSheet(page, file) {
  await page.getByLabel('Regneark', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Se ændringerne' }).click();
}

async function wrongSheet(page) {
  await onPlan('Mere', 'Hent rettet regneark ind')(page);
  await sendSheet(page, { name: 'tekst.xlsx', mimeType: '', buffer: Buffer.from('Ikke Excel.') });
  await page.locator('.alert-error').waitFor();
}

async function sameSheet(page) {
  await onPlan('Mere', 'Hent rettet regneark ind')(page);
  const { path } = await product.download(page, page.getByRole('link', { name: 'Hent planen som Excel' }));
  await sendSheet(page, path);
  await page.getByText('Der er ikke ændret noget i regnearket').waitFor();
}
