// An empty database: the first administrator, with the code the program prints.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeAtWidths, useProduct } from './support.mjs';

const product = useProduct({ args: ['serve'] });

test('The first to come makes the administrator with the printed code, and nobody makes a second', async (t) => {
  const page = await product.open(t, { expected: /status of 422/ });
  await page.goto('/');
  await page.waitForURL('/foerste-start');
  await axeAtWidths(page);

  const make = async (code) => {
    await page.getByLabel('Engangskode').fill(code);
    await page.getByLabel('Adgangssætning').fill('fire helt tilfældige ord');
    await page.getByRole('button', { name: 'Opret administrator' }).click();
  };
  await page.getByLabel('Driftsherre').fill('Åløse Kommune');
  await page.getByLabel('Dit navn').fill('Signe Hjortlev');
  await page.getByLabel('Din e-mail').fill('signe@handleplan.example');
  await make('forkert');
  await page.getByRole('alert').filter({ hasText: 'Koden passer ikke' }).waitFor();
  assert.equal(await page.getByLabel('Driftsherre').inputValue(), 'Åløse Kommune', 'what was typed is kept');
  await axeAtWidths(page);

  await make(product.server.output().match(/engangskoden (\S+)/)[1]);
  await page.getByRole('heading', { level: 1, name: 'Enheder' }).waitFor();
  await page.getByRole('link', { name: 'Åløse Kommune' }).waitFor();
  for (const address of ['/', '/overblik', '/tilsyn', '/handleplaner', '/brugere']) {
    await page.goto(address);
    await axeAtWidths(page);
  }

  const second = await product.open(t);
  await second.goto('/foerste-start');
  await second.getByRole('heading', { name: 'Log ind' }).waitFor();
});
