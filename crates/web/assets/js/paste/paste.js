// What happens when somebody pastes into a field of the plan.

import { tableText } from './clipboard-table.js';
import { insertText } from './insert-text.js';
import { endedAlike } from './table-text.js';

/** @param {ClipboardEvent} event */
export function onPaste(event) {
  const { target: input, clipboardData } = event;
  if (!(input instanceof HTMLTextAreaElement) || !input.matches('[data-felt]') || !clipboardData) return;
  const table = tableText(clipboardData.getData('text/html'));
  const text = endedAlike(table || clipboardData.getData('text/plain'));
  const split = input.form?.matches('[data-ret]') && input.form.elements.namedItem('split');
  if (split instanceof HTMLInputElement && text.includes('\n')) split.checked = true;
  if (!table) return; // the browser's own paste does
  event.preventDefault();
  insertText(input, text);
}
