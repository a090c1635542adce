// Makes writing a plan quick. Every page works without this file; what stands here saves keystrokes
// and guards words that are not saved yet.
'use strict';

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const OPEN = '.felt-aaben';
/** Where the keyboard stops while one reads the plan. */
const STOPS = '.felt-link, .tilfoej-link';

// ---- Fields ------------------------------------------------------------------------------------

const fieldOf = (node) => node.closest?.('.felt') ?? null;
const formOf = (felt) => felt?.querySelector('form') ?? null;
const openForms = () => all(`${OPEN} form`);
const inputsOf = (form) => all('textarea, input:not([type=hidden], [type=checkbox]), select[name=status]', form);

function isChanged(input) {
  if (input.tagName !== 'SELECT') return input.value !== input.defaultValue;
  const at = [...input.options].findIndex((option) => option.defaultSelected);
  return input.selectedIndex !== Math.max(at, 0);
}

/** A form that the server sent back with a fault or a conflict holds words that are saved nowhere. */
const isDirty = (form) => inputsOf(form).some(isChanged) || form.querySelector('.konflikt, .form-error-message') !== null;
const isBlank = (form) => inputsOf(form).every((input) => input.value.trim() === '');
const isBusy = (form) => form.classList.contains('htmx-request');

/** Gives focus to what follows from a change, unless the person has gone elsewhere meanwhile. */
function moveFocus(node, felt) {
  const at = document.activeElement;
  if (node && (!at || at === document.body || felt?.contains(at))) node.focus();
}

function focusInput(form) {
  const input = form.querySelector('[data-felt]');
  if (!input) return;
  grow(input);
  input.focus();
  if (input.tagName !== 'SELECT') input.setSelectionRange(input.value.length, input.value.length);
}

/** For browsers whose style sheets cannot do it. */
function grow(input) {
  if (input.tagName !== 'TEXTAREA' || CSS.supports('field-sizing', 'content')) return;
  input.style.height = 'auto';
  input.style.height = `${input.scrollHeight + 2}px`;
}

/** The stop after (or before) a node, in the order of the page. */
function stopNear(node, step, selector = STOPS) {
  const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const found = all(selector).filter((stop) => node.compareDocumentPosition(stop) & side && !node.contains(stop));
  return (step > 0 ? found[0] : found.at(-1)) ?? null;
}

let live = null;
function say(text) {
  if (!live) return;
  live.textContent = '';
  setTimeout(() => { live.textContent = text; }, 50); // a change of text is what screen readers hear
}

// ---- Words that are not saved: kept until they are ---------------------------------------------

const SHELF = 'handleplan-kladder';
const CLOSED = 'Du lukkede uden at gemme.';
const UNSAVED = 'Din tekst er ikke gemt.';
const drafts = new Map(readShelf());

function readShelf() {
  try { return Object.entries(JSON.parse(sessionStorage.getItem(SHELF) ?? '{}')); } catch { return []; }
}

function writeShelf() {
  try { sessionStorage.setItem(SHELF, JSON.stringify(Object.fromEntries(drafts))); } catch { /* memory still has them */ }
}

/** What an adder adds, and where: adders have no identity of their own. */
function adderKey(felt) {
  const link = felt.querySelector(':scope > .tilfoej-link');
  const asked = link ? new URL(link.href).searchParams : new FormData(formOf(felt));
  return `${location.pathname.split('/dele')[0]} ${asked.get('kind')} ${asked.get('parent') ?? ''}`;
}

const keyOf = (felt) => felt.id || adderKey(felt);

function keep(felt, why) {
  const form = formOf(felt);
  if (!form || !isDirty(form)) return;
  // The version goes along: what others save meanwhile must still be met as a conflict.
  const names = ['version', ...inputsOf(form).map((input) => input.name)];
  const values = [...new FormData(form)].filter(([name]) => names.includes(name));
  drafts.set(keyOf(felt), { values, why });
  writeShelf();
}

function forget(felt) {
  if (drafts.delete(keyOf(felt))) writeShelf();
}

/** Puts the way back to a kept text into each field that has one. */
function offerDrafts() {
  if (drafts.size === 0) return;
  for (const felt of all('.plan .felt')) {
    const link = felt.querySelector(':scope > .felt-link, :scope > .tilfoej-link');
    const draft = (link || formOf(felt)) && drafts.get(keyOf(felt));
    if (!draft || felt.querySelector('.hent-tekst')) continue;
    felt.append(offer(draft.why, () => {
      restoring = keyOf(felt);
      if (link) link.click();
      else {
        restoreInto(felt);
        focusInput(formOf(felt));
      }
    }));
  }
}

function offer(why, take) {
  const line = document.createElement('p');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Hent teksten igen';
  button.addEventListener('click', take);
  line.className = 'hent-tekst';
  line.append(why, ' ', button);
  return line;
}

/** The field whose kept text is wanted back. */
let restoring = null;

function restoreInto(felt) {
  const draft = restoring === keyOf(felt) && drafts.get(restoring);
  if (!draft) return;
  restoring = null;
  forget(felt);
  felt.querySelector('.hent-tekst')?.remove();
  for (const [name, value] of draft.values) {
    const input = formOf(felt).elements[name];
    if (!input) continue;
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

// ---- Opening, closing, saving ------------------------------------------------------------------

/** The closed ways to add, as they stood before they were opened. */
const closedAdders = new Map();

async function close(felt, isAsked = true) {
  const form = formOf(felt);
  if (form.matches('[data-tilfoej]')) return closeAdder(felt, form, isAsked);
  const id = felt.id;
  await get(`${form.getAttribute('action')}?show=1`, { source: felt, target: felt, swap: 'outerHTML' });
  if (isAsked) moveFocus(document.getElementById(id)?.querySelector('.felt-link'), felt);
}

async function closeAdder(felt, form, isAsked) {
  const closed = closedAdders.get(adderKey(felt));
  const before = stopNear(felt, -1, '.felt-link');
  if (!closed && !form.elements.after.value) return refetchAdder(felt, form, isAsked);
  keep(felt, CLOSED);
  let focus = before;
  if (form.elements.after.value) {
    // Opened between two lines: the list has its own way to add at its end.
    felt.remove();
  } else {
    const fresh = closed.cloneNode(true);
    felt.replaceWith(fresh);
    htmx.process(fresh);
    focus = fresh.querySelector('.tilfoej-link');
  }
  if (isAsked) focus?.focus();
  offerDrafts();
}

/** Failures are told by htmx's events; the promise need not tell them again. */
const get = (address, options) => htmx.ajax('GET', address, options).catch(() => null);

/** The page was loaded with the adder open, so its closed form is on the plan's page only. */
async function refetchAdder(felt, form, isAsked) {
  const { kind, parent } = form.elements;
  const end = `?kind=${kind.value}${parent.value && `&parent=${parent.value}`}`;
  const plan = form.querySelector('[data-luk]').getAttribute('href');
  await get(plan, { source: felt, target: felt, swap: 'outerHTML', select: `.tilfoej:has(> a[href$="${end}"])` });
  if (isAsked) moveFocus(document.querySelector(`.tilfoej-link[href$="${end}"]`), felt);
}

/** Editors without changes close by themselves when another opens: one thing at a time. */
function closeIdle(except) {
  for (const felt of all(OPEN)) {
    const form = formOf(felt);
    if (felt !== except && !isDirty(form) && !isBusy(form)) close(felt, false);
  }
}

/** Saves as a click on the first button does, so that htmx knows which button it was. */
function save(form, goesOn) {
  if (isBusy(form)) return;
  form.toggleAttribute('data-videre', goesOn);
  form.querySelector('.button-primary').click();
}

/** After Enter in a field that was there: the next line of its list, else the next field. */
async function goOn(felt) {
  const next = felt.id.endsWith('-text') && nextLine(felt);
  if (next) {
    await get(next.address, { source: felt, target: next.item, swap: 'afterend' });
    const adder = next.item.nextElementSibling; // htmx tells of the item, not of what came after it
    if (adder?.matches(OPEN)) opened(adder);
  } else {
    moveFocus(stopNear(felt, 1) ?? felt.querySelector('.felt-link'), felt);
  }
  typedAhead = null;
}

function nextLine(felt) {
  const item = felt.closest('li[id^="d-"]');
  const adder = item && [...item.parentElement.children].find((other) => other.matches('.tilfoej, .tilfoej-aaben'));
  if (!adder) return null;
  const form = formOf(adder);
  const address = form
    ? `${form.getAttribute('action')}?kind=${form.elements.kind.value}&parent=${form.elements.parent.value}`
    : adder.querySelector('.tilfoej-link').getAttribute('href');
  return { item, address: `${address}&after=${item.id.slice(2)}` };
}

/** What is typed while a save is on its way belongs to the line that comes. Null: nothing is on its way. */
let typedAhead = null;

const isAdrift = (node) => node === document.body || node.closest(OPEN)?.querySelector('form.htmx-request');

function typeAhead(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Tab') {
    if (event.shiftKey || !event.target.form?.elements.period) return;
    typedAhead += '\t'; // the next column, as in a paste
  }
  if (event.key.length === 1) typedAhead += event.key;
  if (event.key === 'Enter') typedAhead += '\n'; // each line becomes one of its own, as in a paste
  if (event.key === 'Backspace') typedAhead = typedAhead.slice(0, -1);
  event.preventDefault();
}

/** Several lines stand as a paste would; the cells of one line stand in their own fields. */
function insertAhead(form, ahead) {
  const inputs = inputsOf(form);
  const cells = ahead.includes('\n') ? [ahead] : ahead.split('\t').slice(0, inputs.length);
  cells.forEach((cell, at) => {
    inputs[at].focus();
    if (cell) insertText(inputs[at], cell);
  });
}

function opened(felt) {
  const form = formOf(felt);
  restoreInto(felt);
  focusInput(form);
  const input = document.activeElement;
  const isLine = form.matches('[data-tilfoej]') && input.matches('[data-felt]');
  const ahead = isLine ? (typedAhead ?? '').replace(/^\n+|\n+$/g, '') : '';
  const enters = isLine ? (typedAhead ?? '').match(/\n*$/)[0].length : 0;
  typedAhead = null;
  if (ahead) insertAhead(form, ahead);
  closeIdle(felt);
  if (felt.offsetHeight < window.innerHeight) felt.scrollIntoView({ block: 'nearest' });
  if (moving) form.querySelector(`button[name=way][value=${moving}]`)?.click();
  moving = null;
  if (enters === 0) return;
  save(form, false); // an empty line ends the list, here as anywhere
  if (ahead && enters > 1) typedAhead = '\n'.repeat(enters - 1);
}

// ---- Keyboard ----------------------------------------------------------------------------------

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // letters are still being put together
  if (typedAhead !== null && isAdrift(event.target)) typeAhead(event);
  else if (event.target.closest?.(OPEN)) keyInEditor(event, event.target.closest(OPEN));
  else if (event.target.closest?.('#plan')) keyInPlan(event);
}

function keyInEditor(event, felt) {
  const form = formOf(felt);
  const isField = event.target.matches('[data-felt]:not(select)');
  if (event.key === 'Escape') {
    event.preventDefault();
    if (!isBusy(form)) close(felt);
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || (isField && !event.shiftKey && !event.altKey))) {
    event.preventDefault();
    save(form, form.matches('[data-ret]'));
  } else if (event.altKey && /^Arrow(Up|Down)$/.test(event.key)) {
    event.preventDefault();
    form.querySelector(`button[name=way][value=${event.key === 'ArrowUp' ? 'up' : 'down'}]`)?.click();
  }
}

/** The way a part shall be moved as soon as its editor, which saves and moves, is open. */
let moving = null;

function keyInPlan(event) {
  const isPart = event.target.matches('[id^="d-"]');
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(isPart || event.target.matches(STOPS))) return;
  if (/^Arrow(Up|Down)$/.test(event.key)) {
    event.preventDefault();
    const step = event.key === 'ArrowUp' ? -1 : 1;
    if (event.altKey) move(event.target, step);
    else (isPart && step > 0 ? event.target.querySelector('.felt-link') : stopNear(event.target, step, '.felt-link'))?.focus();
  } else if (event.key === 'Enter' && isPart) {
    event.target.querySelector('.felt-link')?.click();
  }
}

function move(node, step) {
  const link = node.closest('[id^="d-"]')?.querySelector('.felt-link');
  if (!link || node.matches('.tilfoej-link')) return;
  moving = step < 0 ? 'up' : 'down';
  link.click();
}

// ---- What htmx tells ---------------------------------------------------------------------------

function onBeforeRequest({ detail }) {
  const form = detail.elt;
  fieldOf(form)?.querySelector('.felt-fejl')?.remove();
  if (form.tagName !== 'FORM' || !form.closest(OPEN)) return;
  typedAhead = form.matches('[data-tilfoej], [data-videre]') ? '' : null;
  for (const input of inputsOf(form)) input.readOnly = true;
}

function onBeforeSwap({ detail }) {
  const { requestConfig: request, target, xhr } = detail;
  const own = request.verb === 'post' ? request.elt : null;
  // A bare message instead of the form would take the form's words away.
  if (detail.shouldSwap && own && xhr.status >= 400 && messageOf(xhr)) {
    detail.shouldSwap = false;
    showTrouble(own, messageOf(xhr));
  }
  if (!detail.shouldSwap || detail.swapOverride === 'afterend') return;
  const leaving = [...(target.matches(OPEN) ? [target] : []), ...all(OPEN, target)];
  for (const felt of leaving) {
    if (formOf(felt) !== own) keep(felt, request.elt === felt ? CLOSED : UNSAVED);
    else if (xhr.status < 400) forget(felt);
  }
  if (target.matches('.tilfoej')) rememberAdder(target);
  if (target.id === 'plan') scrolledTo = window.scrollY;
}

/** Where the page stood before the whole plan was replaced; the browser loses its place then. */
let scrolledTo = 0;

function rememberAdder(felt) {
  const closed = felt.cloneNode(true);
  all('.hent-tekst, .felt-fejl', closed).forEach((node) => node.remove());
  all('.htmx-request', closed).forEach((node) => node.classList.remove('htmx-request'));
  closedAdders.set(adderKey(felt), closed);
}

function onAfterSettle({ target, detail }) {
  const { requestConfig: request, xhr } = detail;
  if (!target.isConnected) return;
  if (target.matches(OPEN)) opened(target);
  if (target.id === 'plan') window.scrollTo(0, scrolledTo);
  if (request.verb === 'post' && xhr.status < 400) {
    if (target.matches('.felt[id]')) saved(target, request.elt);
    if (!request.path.endsWith('/slet')) {
      say('Gemt');
      document.getElementById('fortryd')?.replaceChildren();
    }
  }
  offerDrafts();
}

function saved(felt, form) {
  if (form.hasAttribute('data-videre')) return goOn(felt);
  moveFocus(felt.querySelector('.felt-link'), felt);
}

function onFokus({ detail }) {
  const part = document.getElementById(detail.value);
  typedAhead = null;
  (part ?? document.querySelector('#fortryd button'))?.focus({ preventScroll: true });
  part?.scrollIntoView({ block: 'nearest' });
}

function onFailure({ detail, type }) {
  const status = type === 'htmx:responseError' ? detail.xhr.status : 0;
  const own = status === 401 || status === 0 ? null : messageOf(detail.xhr);
  showTrouble(detail.requestConfig?.elt ?? detail.elt, own ?? explain(status));
}

/** The server's own words, where it answered with a message and nothing else. */
function messageOf(xhr) {
  const body = new DOMParser().parseFromString(xhr.responseText, 'text/html').body;
  const [only] = body.children;
  return body.children.length === 1 && only.matches('p.fejl') ? [...only.childNodes] : null;
}

function explain(status) {
  if (status === 0) return ['Ingen forbindelse. Teksten står her endnu; prøv igen om lidt.'];
  if (status !== 401) return ['Det kunne ikke gemmes. Prøv igen.'];
  const link = document.createElement('a');
  Object.assign(link, { href: '/log-ind', target: '_blank', textContent: 'Log ind i en ny fane' });
  return ['Du er logget ud. ', link, ', og gem så igen her.'];
}

function showTrouble(elt, words) {
  const felt = fieldOf(elt);
  const line = document.createElement('p');
  typedAhead = moving = null;
  if (!felt) return;
  felt.querySelector('.felt-fejl')?.remove();
  const form = formOf(felt);
  form?.removeAttribute('data-videre');
  for (const input of form ? inputsOf(form) : []) input.readOnly = false;
  line.className = 'fejl felt-fejl';
  line.setAttribute('role', 'alert');
  line.append(...words);
  const buttons = form?.querySelector('.felt-knapper');
  if (buttons) buttons.before(line);
  else felt.append(line);
}

// ---- Paste -------------------------------------------------------------------------------------

function onPaste(event) {
  const input = event.target;
  if (!input.matches?.('textarea[data-felt]') || !event.clipboardData) return;
  const table = tableText(event.clipboardData.getData('text/html'));
  const text = (table || event.clipboardData.getData('text/plain')).replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  const split = input.form.elements.split;
  if (input.form.matches('[data-ret]') && split && text.includes('\n')) split.checked = true;
  if (!table) return; // the browser's own paste does
  event.preventDefault();
  insertText(input, text);
}

/** The tables of a clipboard as rows of cells parted by tabs; empty where other words stand beside them. */
function tableText(html) {
  if (!/<table/i.test(html)) return '';
  const body = new DOMParser().parseFromString(withoutStyle(html), 'text/html').body;
  const tables = all('table', body).filter((table) => !table.parentElement.closest('table'));
  const rows = tables.flatMap((table) => [...table.rows]).map(() => []);
  let at = 0;
  for (const table of tables) {
    for (const row of table.rows) fillRow(rows, at++, row);
    table.remove();
  }
  if (body.textContent.trim() !== '' || rows.length === 0) return '';
  // Without a tab there are no cells to tell apart, and quotation marks would be words.
  const written = rows.some((row) => row.length > 1) ? quoted : String;
  return rows.map((row) => [...row].map((cell) => written(cell ?? '')).join('\t')).join('\n');
}

/** The policy of the page forbids styles of others, and the browser would complain of each. */
function withoutStyle(html) {
  const plain = html.replace(/<(style|script|title)\b[\s\S]*?<\/\1>/gi, '');
  return plain.replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ''));
}

/** A cell that covers several rows or columns leaves empty ones there, so that columns stay columns. */
function fillRow(rows, at, row) {
  let column = 0;
  for (const cell of row.cells) {
    while (rows[at][column] !== undefined) column += 1;
    for (let down = 0; down < Math.min(cell.rowSpan, rows.length - at); down += 1) {
      for (let right = 0; right < cell.colSpan; right += 1) rows[at + down][column + right] = '';
    }
    rows[at][column] = cellText(cell);
  }
}

function cellText(cell) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\s+/g, ' ');
  all('br', cell).forEach((node) => node.replaceWith('\n'));
  all('p, div, li, tr', cell).forEach((node) => node.append('\n'));
  return cell.textContent.split('\n').map((line) => line.trim()).filter(Boolean).join('\n');
}

const quoted = (text) => (/["\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function insertText(input, text) {
  // The old command is the only one the browser can undo.
  if (!document.execCommand('insertText', false, text)) {
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

// ---- Clicks and forms --------------------------------------------------------------------------

function onClick(event) {
  const link = event.target.closest?.('a[data-luk]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  close(link.closest(OPEN));
}

function onSubmit(event) {
  const form = event.target;
  if (form.matches('form[data-tilfoej]') && isBlank(form)) {
    // Enter on an empty line ends the list.
    event.preventDefault();
    event.stopPropagation();
    close(form.closest(OPEN));
  }
}

function onMenuKey(event) {
  if (event.key !== 'Escape') return;
  for (const menu of all('details.menu[open]')) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
  }
}

function onMenuClick({ target }) {
  for (const menu of all('details.menu[open]')) menu.open = menu.contains(target);
}

// ---- Other pages -------------------------------------------------------------------------------

/** Scores are typed down the list: a figure leads on, the arrows and Backspace lead about. */
function startScores(form) {
  const inputs = all('input[inputmode=numeric]', form);
  const go = (input, step) => inputs[inputs.indexOf(input) + step]?.focus();
  for (const input of inputs) input.addEventListener('focus', () => input.select());
  form.addEventListener('input', ({ target }) => {
    const isScore = /^[1-5]?$/.test(target.value.trim());
    target.setCustomValidity?.(isScore ? '' : 'Skriv et tal fra 1 til 5, eller lad feltet stå tomt.');
    if (!isScore) target.reportValidity();
    else if (target.value.trim()) go(target, 1);
  });
  form.addEventListener('keydown', (event) => {
    const isBack = event.key === 'Backspace' && event.target.value === '';
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? (isBack ? -1 : 0);
    if (step === 0 || !inputs.includes(event.target)) return;
    event.preventDefault();
    go(event.target, step);
  });
}

function checkFile(input) {
  const most = Number(input.dataset.maxBytes);
  const isTooLarge = [...input.files].some((file) => file.size > most);
  const words = `Filen er for stor. Den må højst fylde ${Math.floor(most / 1024 / 1024)} MB.`;
  input.setCustomValidity(isTooLarge ? words : '');
  if (isTooLarge) input.reportValidity();
}

// ---- Start -------------------------------------------------------------------------------------

function startPlan(plan) {
  document.documentElement.classList.add('med-script'); // help on keys that do nothing without it
  live = document.createElement('div');
  live.className = 'sr-only';
  live.setAttribute('aria-live', 'polite');
  document.body.append(live);
  htmx.config.defaultSettleDelay = 0; // nothing is animated, and a keystroke may follow at once
  const events = {
    'htmx:beforeRequest': onBeforeRequest,
    'htmx:beforeSwap': onBeforeSwap,
    'htmx:afterSettle': onAfterSettle,
    'htmx:responseError': onFailure,
    'htmx:sendError': onFailure,
    'htmx:sendAbort': onFailure,
    'htmx:timeout': onFailure,
    fokus: onFokus,
    paste: onPaste,
    keydown: onKey,
    input: ({ target }) => grow(target),
  };
  for (const [name, listen] of Object.entries(events)) document.addEventListener(name, listen);
  // Before htmx, which listens at the forms and links themselves.
  document.addEventListener('submit', onSubmit, true);
  document.addEventListener('click', onClick, true);
  window.addEventListener('beforeunload', (event) => {
    if (openForms().some(isDirty)) event.preventDefault();
  });
  window.addEventListener('pagehide', () => all(OPEN).forEach((felt) => keep(felt, UNSAVED)));
  openForms().slice(0, 1).forEach(focusInput);
  offerDrafts();
}

function clearShelf() {
  drafts.clear();
  writeShelf();
}

const plan = document.getElementById('plan');
if (plan && window.htmx) startPlan(plan);
document.addEventListener('keydown', onMenuKey);
document.addEventListener('click', onMenuClick);
for (const link of all('.konflikt .felt-navn a[href^="#"]')) {
  const field = document.getElementById(link.getAttribute('href').slice(1));
  field?.closest('.form-group, .form-group-checkbox')?.classList.add('uenig');
}
// The next to use this window may be someone else.
all('form[action="/log-ud"]').forEach((form) => form.addEventListener('submit', clearShelf));
all('[data-bedoemmelser]').forEach(startScores);
all('input[type=file][data-max-bytes]').forEach((input) => input.addEventListener('change', () => checkFile(input)));
all('.diagram').filter((figure) => figure.scrollWidth > figure.clientWidth).forEach((figure) => { figure.tabIndex = 0; });
document.querySelector('[data-fokus]')?.focus();
