// What the browser tests share: a server with demo data of its own, Debian's Chromium, axe, pictures.
// It knows addresses only where every test needs them: /sundhed and /log-ind.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, promisify } from 'node:util';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = resolve(process.env.HANDLEPLAN_BIN ?? join(ROOT, 'target/debug/handleplan'));
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PICTURES = join(ROOT, process.env.HANDLEPLAN_SCREENSHOTS === '1' ? 'docs/billeder' : 'tests/browser/output');

const START_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 5_000;
/** How long a page may take to become what a test expects of it. */
const PATIENCE_MILLISECONDS = 8_000;

const AXE_SOURCE = await readFile(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * For the tests of a file: a server and a browser before the first of them, both gone after the last.
 * `open` opens a page for a test, logged in as one of the demo's people where `as` says whom; when the test
 * ends, the page's console must be clean but for what `expected` names. `makePlan` makes a small plan; `download`
 * presses what fetches a file, and `downloadPlan` fetches a plan that is open by the page »Hent planen«.
 */
export function useProduct(options) {
  const product = {};
  const cookies = new Map();
  const contexts = new Map();
  before(async () => Object.assign(product, { server: await startServer(options), browser: await openBrowser() }));
  after(async () => {
    await product.browser?.close();
    await product.server?.stop();
  });

  product.open = async (t, { as, expected, ...how } = {}) => {
    // One's own machine has the style sheets already; a stranger comes with nothing.
    const key = JSON.stringify({ as, ...how });
    const context = contexts.get(key) ?? (await newContext(product, how));
    if (as) contexts.set(key, context);
    const page = await newPage(context);
    t.after(async () => {
      await (as ? page : context).close();
      noConsoleErrors(page, { expected });
    });
    if (cookies.has(as)) {
      await context.addCookies(cookies.get(as));
    } else if (as) {
      await login(page, `${as}@handleplan.example`, product.server.password);
      cookies.set(as, await context.cookies());
    }
    return page;
  };
  product.makePlan = (parts) => makePlan(product.server, parts);
  product.download = async (page, target) => {
    const [file] = await Promise.all([page.waitForEvent('download'), target.click()]);
    const name = file.suggestedFilename();
    const path = join(product.server.folder, name);
    await file.saveAs(path);
    return { name, path, bytes: await readFile(path) };
  };
  product.downloadPlan = async (page, format) => {
    await page.locator('main').getByRole('link', { name: 'Hent', exact: true }).click();
    const file = await product.download(page, page.getByRole('button', { name: `Hent som ${format}`, exact: true }));
    await page.goBack();
    return file;
  };
  return product;
}

/** Makes a plan of one finding and one issue through the command line, and answers its address. */
async function makePlan(server, { unit = 'Bostedet Ternebakken', issue = 'Et emne', goals = [], activities = [] }) {
  const lines = activities.map(([what, period_text = '', owner_text = '']) => ({
    line: 'activity', what, period_text, owner_text,
  }));
  const blocks = [{ text: 'Et fund', issues: [{ text: issue, goals, lines }] }];
  const file = join(server.folder, 'plan.json');
  await writeFile(file, JSON.stringify({ format: 'handleplan', version: 1, plan: { title: 'Prøveplan', blocks } }));
  return `/handleplaner/${(await server.run('import', file, '--unit', unit)).split('\n')[0]}`;
}

/**
 * Starts the program in an empty folder on a free port and waits until it answers.
 * `password` is the demo users' common one; without `--demo` there is none.
 */
async function startServer({ args = ['serve', '--demo'], env = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'handleplan-browser-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const settings = {
    cwd: folder,
    env: { ...environment(), HANDLEPLAN_DATABASE_URL: `sqlite://${folder}/handleplan.db`, ...env },
  };
  const child = spawn(PROGRAM, [...args, '--listen', `127.0.0.1:${port}`], {
    ...settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => (printed[stream] += text));
  }
  let end;
  const ended = once(child, 'close').then(
    ([code, signal]) => (end = `ended with ${signal ?? code}`),
    (error) => (end = `could not be started: ${error.message}`),
  );
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);

  const stop = async () => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
    await ended;
    clearTimeout(impatience);
    process.off('exit', killAtExit);
    await rm(folder, { recursive: true, force: true });
  };
  const password = () => printed.stdout.match(/^Adgangssætning: *(.+)$/m)?.[1].trim();
  const isReady = async () => (await isHealthy(address)) && (!args.includes('--demo') || password() !== undefined);

  const deadline = Date.now() + START_MILLISECONDS;
  try {
    while (!(await isReady())) {
      assert.ok(end === undefined, `${PROGRAM} ${end}`);
      assert.ok(Date.now() < deadline, `${PROGRAM} did not answer on ${address}/sundhed, or printed no password`);
      await sleep(100);
    }
  } catch (error) {
    await stop();
    error.message += `\n${printed.stdout}\n${printed.stderr}`;
    throw error;
  }
  const run = async (...words) => (await promisify(execFile)(PROGRAM, words, settings)).stdout;
  return { address, folder, password: password(), run, output: () => printed.stdout, errors: () => printed.stderr, stop };
}

/** Chromium without a window; the flags keep it from calling home, which a closed network answers slowly. */
function openBrowser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A browser's window with cookies of its own, in Danish and Copenhagen time, whose addresses are those of the server. */
async function newContext({ browser, server }, { width = 1280, height = 900, javaScriptEnabled = true }) {
  const context = await browser.newContext({
    baseURL: server.address,
    viewport: { width, height },
    javaScriptEnabled,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  return context;
}

/** What the console of a page has shown since it was opened. */
const consoles = new WeakMap();

async function newPage(context) {
  const page = await context.newPage();
  const errors = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(`${error.message} (${page.url()})`));
  consoles.set(page, errors);
  return page;
}

/** Signs in by the form, as a person does. */
export async function login(page, email, password) {
  await page.goto('/log-ind');
  await page.locator('[name="email"]').fill(email);
  await page.locator('[name="password"]').fill(password);
  await page.locator('[name="password"]').press('Enter');
  await page.waitForURL((address) => address.pathname !== '/log-ind', { timeout: 15_000 });
}

/** Asserts that `read` comes to answer `expected`: a page changes a moment after the key that changes it. */
export async function becomes(read, expected) {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const actual = await read().catch((error) => {
      if (!/context was destroyed/.test(error.message)) throw error; // else the page was left while it was read
    });
    if (isDeepStrictEqual(actual, expected)) return;
    if (Date.now() > deadline) assert.deepEqual(actual, expected);
    await sleep(20);
  }
}

/** Presses Tab, or another key, until the focus is at `target`: how one without a mouse gets there. */
export async function tabTo(page, target, key = 'Tab') {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`150 × ${key} did not lead to ${target}`);
}

/** Asserts that axe finds nothing wrong: WCAG 2.2 A and AA, and best practice. Without JavaScript axe can't run. */
export async function axe(page) {
  // The pages' content policy refuses a script element, so the source is evaluated instead.
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(`${AXE_SOURCE}; undefined`);
  const violations = await page.evaluate(async (values) => {
    const options = { runOnly: { type: 'tag', values }, resultTypes: ['violations'] };
    const results = await globalThis.axe.run(document, options);
    return results.violations.map(({ id, help, nodes }) => ({ id, help, html: nodes.map((node) => node.html) }));
  }, AXE_TAGS);
  const told = violations.map(({ id, help, html }) => [`${id}: ${help}`, ...html.map((node) => `    ${node}`)].join('\n'));
  const { width } = page.viewportSize();
  assert.equal(violations.length, 0, `axe on ${page.url()} at ${width} px:\n${told.join('\n')}`);
}

/**
 * Asserts that anybody can use the page: `axe` on a desktop and on a phone, and nothing to scroll sideways for there or
 * at 640 px, which is a desktop at 200 %. The page keeps its size.
 */
export async function axeAtWidths(page) {
  const before = page.viewportSize();
  for (const width of [1280, 640, 390]) {
    await page.setViewportSize({ ...before, width });
    if (width !== 640) await axe(page);
    await fits(page);
  }
  await page.setViewportSize(before);
}

async function fits(page) {
  const tooWide = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const isOver = (node) => node.getBoundingClientRect().right > clientWidth + 1;
    return scrollWidth > clientWidth ? [...document.querySelectorAll('body *')].filter(isOver).map((node) => node.outerHTML.slice(0, 120)) : null;
  });
  assert.equal(tooWide, null, `${page.url()} scrolls sideways at ${page.viewportSize().width} px:\n${tooWide?.slice(0, 5).join('\n')}`);
}

/** Where a picture belongs: in docs/billeder where HANDLEPLAN_SCREENSHOTS=1, else in tests/browser/output. */
export async function picturePath(name) {
  await mkdir(PICTURES, { recursive: true });
  return join(PICTURES, `${name}.png`);
}

/** A picture of what the window shows. */
export async function screenshot(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: await picturePath(name), animations: 'disabled' });
}

/**
 * Asserts that the console of this page has shown no error since it was opened; a breach of the content policy is one.
 * An answer of 4xx is one too: a test that asks for it names it by `expected`, such as /status of 422/.
 */
function noConsoleErrors(page, { expected } = {}) {
  const errors = consoles.get(page).filter((error) => !expected?.test(error));
  assert.deepEqual(errors, [], `the console on ${page.url()}`);
}

/** The environment without settings of the product that this machine may have. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HANDLEPLAN_')));
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function isHealthy(address) {
  try {
    return (await fetch(`${address}/sundhed`)).status === 200;
  } catch {
    return false; // It does not listen yet.
  }
}
