// The modules as a whole. Every page asks for all of them beforehand, so each must be in use.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../crates/web/assets/js', import.meta.url));

const names = (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith('.js')).sort();
/** @type {Map<string, string[]>} */
const imports = new Map();
for (const name of names) imports.set(name, await importsOf(name));

/** @param {string} name */
async function importsOf(name) {
  const text = await readFile(join(FOLDER, name), 'utf8');
  const paths = [...text.matchAll(/^import .* from '(.+)';$/gm)].map(([, path]) => path);
  return paths.map((path) => relative(FOLDER, join(FOLDER, dirname(name), path)));
}

test('Every module is imported, from main.js on', () => {
  const reached = new Set(['main.js']);
  for (const name of reached) imports.get(name)?.forEach((other) => reached.add(other));
  assert.deepEqual([...reached].sort(), names);
});

test('No modules import each other in circles', () => {
  /** @type {(name: string, way: string[]) => void} */
  const walk = (name, way) => {
    assert.ok(!way.includes(name), [...way, name].join(' -> '));
    imports.get(name)?.forEach((other) => walk(other, [...way, name]));
  };
  names.forEach((name) => walk(name, []));
});
