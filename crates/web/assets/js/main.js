// Where the script of every page begins. Every page works without it; what it does saves keystrokes and guards
// words that are not saved yet.

import { LOG_OUT } from './addresses.js';
import { all, one } from './dom.js';
import { checkSize } from './page/file-size.js';
import { closeMenus, leaveMenus } from './page/menus.js';
import { startScores } from './page/scores.js';
import { Drafts } from './plan/drafts.js';
import { loadedHtmx } from './plan/htmx.js';
import { startPlan } from './plan/start.js';

const drafts = new Drafts(() => sessionStorage);
const htmx = loadedHtmx();
if (htmx && document.getElementById('plan')) startPlan(htmx, drafts);

document.addEventListener('keydown', closeMenus);
document.addEventListener('click', leaveMenus);

for (const link of all(HTMLAnchorElement, '.konflikt .felt-navn a[href^="#"]')) {
  const field = document.getElementById((link.getAttribute('href') ?? '').slice(1));
  field?.closest('.form-group, .form-group-checkbox')?.classList.add('uenig');
}

// The next to use this window may be someone else.
for (const form of all(HTMLFormElement, `form[action="${LOG_OUT}"]`)) {
  form.addEventListener('submit', () => drafts.clear());
}

all(HTMLFormElement, '[data-bedoemmelser]').forEach(startScores);

for (const input of all(HTMLInputElement, 'input[type=file][data-max-bytes]')) {
  input.addEventListener('change', () => checkSize(input));
}

for (const figure of all(HTMLElement, '.diagram')) {
  if (figure.scrollWidth > figure.clientWidth) figure.tabIndex = 0;
}

one(HTMLElement, '[data-fokus]')?.focus();
